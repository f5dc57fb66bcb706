import type { LogLine } from '@backstage-prefect/backstage-plugin-prefect-common';
import { saveFile } from '../../kit';
import { plainText } from './ansi';
import { levelOf } from './levelOf';

/** The lines as a text file holds them: UTC, level, logger, message without colours. */
export function textOf(lines: readonly LogLine[]): string {
  return lines
    .map(
      ({ ts, level, logger, message }) =>
        `${ts} ${levelOf(level).text} ${logger} ${plainText(message)}\n`,
    )
    .join('');
}

/** Lets the browser save the lines in a file. */
export function downloadLines(name: string, lines: readonly LogLine[]): void {
  saveFile(
    `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.log`,
    new Blob([textOf(lines)], { type: 'text/plain;charset=utf-8' }),
  );
}
