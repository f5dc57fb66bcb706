/**
 * The Prefect plugin for Backstage's frontend.
 *
 * @packageDocumentation
 */
export { prefectPlugin as default } from './plugin';
export { prefectTranslationRef } from './translation';
