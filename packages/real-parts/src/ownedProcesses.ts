import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * The variable by which every process of a part is found again, whatever
 * process group or session it has moved to: a Prefect worker starts each flow
 * run in a session of its own, so the group of the worker is not enough.
 * Holds the marks of all parts above it, joined by colons.
 */
export const MARK_VARIABLE = 'REAL_PARTS_MARKS';

/** The value of the mark variable for a child that also bears `mark`. */
export function marksWith(mark: string): string {
  const inherited = process.env[MARK_VARIABLE];
  return inherited ? `${inherited}:${mark}` : mark;
}

/** Ids of the living processes that bear a mark, this one left out. */
export function ownedProcesses(mark: string): number[] {
  const pids =
    process.platform === 'linux' ? markedInProc(mark) : markedInPs(mark);
  return pids.filter(pid => pid !== process.pid);
}

/** Sends a signal to processes, of which some may be gone by now. */
export function sendSignal(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended since somebody looked.
    }
  }
}

function markedInProc(mark: string): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => environmentOf(pid).includes(mark))
    .map(Number);
}

/** A zombie or another user's process has no readable environment. */
function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

function markedInPs(mark: string): number[] {
  const listing = execFileSync('ps', [
    '-A',
    '-E',
    '-ww',
    '-o',
    'pid=,command=',
  ]);
  return listing
    .toString()
    .split('\n')
    .filter(line => line.includes(mark))
    .map(line => Number.parseInt(line, 10));
}
