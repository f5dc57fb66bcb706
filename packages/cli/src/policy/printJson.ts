import type { Host } from '../Host';

/** Prints a value for programs. */
export function printJson({ out }: Pick<Host, 'out'>, value: unknown): void {
  out(JSON.stringify(value, null, 2));
}
