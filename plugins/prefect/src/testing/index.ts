/**
 * What tests of the plugin share. Fakes stand at the edges only: the network and the socket
 * of signals. All between them and the page is the real thing.
 */
export type { SignalsFake } from './createSignalsFake';
export { expectNoAxeViolations } from './expectNoAxeViolations';
export * from './fixtures';
export { renderPage, type RenderPageOptions } from './renderPage';
export { settled } from './settled';
export {
  type Asked,
  type PortalFake,
  startPortalFake,
} from './startPortalFake';
