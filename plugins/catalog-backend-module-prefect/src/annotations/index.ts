/** The check of `prefect.io/…` annotations, whose result stands on the entity's page. */
export { KnownNames } from './KnownNames';
export { PrefectAnnotationProcessor } from './PrefectAnnotationProcessor';
export { refreshKeyOf } from './refreshKeyOf';
