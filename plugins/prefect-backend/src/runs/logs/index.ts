/**
 * The logs of runs that somebody looks at, kept in memory so that one more viewer costs
 * Prefect nothing. What nobody looked at for long makes room for others.
 */
export { LogTails } from './LogTails';
