/**
 * How runs fared over time: success, duration and lateness, of each deployment or of what
 * each owner owns. Every point leads to its runs. Pages load it when they show it.
 */
export { chartFilter, chartFilterShape } from './chartFilter';
export { Charts, type ChartsProps } from './Charts';
