import type { LogLine } from '@backstage-prefect/backstage-plugin-prefect-common';
import { plainText } from './ansi';

/** Which lines are shown. */
export type LogFilter = {
  /** Python's number of the lowest level; 0 is all. */
  readonly level: number;
  /** Text that a line contains, in any case; empty is all. */
  readonly text: string;
  /** The task run whose lines are shown; undefined is all. */
  readonly task: string | undefined;
};

/** Python's number of an error. */
const ERROR = 40;

/** Lines that pass; all of them as they are when nothing is asked. */
export function filterLines(
  lines: readonly LogLine[],
  { level, text, task }: LogFilter,
): readonly LogLine[] {
  if (level === 0 && text === '' && task === undefined) return lines;
  const wanted = text.toLocaleLowerCase();
  return lines.filter(
    line =>
      line.level >= level &&
      (task === undefined || line.taskRunId === task) &&
      (wanted === '' ||
        plainText(line.message).toLocaleLowerCase().includes(wanted)),
  );
}

/** Place of the next error after one, from the start again at the end; -1 without any. */
export function nextError(lines: readonly LogLine[], after: number): number {
  const isError = ({ level }: LogLine) => level >= ERROR;
  const next = lines.findIndex((line, at) => at > after && isError(line));
  return next >= 0 ? next : lines.findIndex(isError);
}
