/**
 * The oldest version of Prefect that is supported; an instance that is older is not read.
 * @public
 */
export const OLDEST_PREFECT = '3.4.0';
