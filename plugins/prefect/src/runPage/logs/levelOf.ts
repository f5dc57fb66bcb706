import type { Tone } from '../../kit';

/** How a level of Python's `logging` is shown. */
export type LevelLook = { readonly tone: Tone; readonly text: string };

/** The name of the highest level that the number reaches, as Python names them. */
export function levelOf(level: number): LevelLook {
  if (level >= 50) return { tone: 'danger', text: 'CRITICAL' };
  if (level >= 40) return { tone: 'danger', text: 'ERROR' };
  if (level >= 30) return { tone: 'warning', text: 'WARNING' };
  if (level >= 20) return { tone: 'neutral', text: 'INFO' };
  return { tone: 'neutral', text: 'DEBUG' };
}
