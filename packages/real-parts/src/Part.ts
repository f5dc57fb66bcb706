import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { guardMark, releaseMark } from './guarded.ts';
import { logTail } from './logTail.ts';
import {
  MARK_VARIABLE,
  marksWith,
  ownedProcesses,
  sendSignal,
} from './ownedProcesses.ts';
import { PartError } from './PartError.ts';
import { waitUntil } from './waitUntil.ts';

/** What a part is made of. */
export interface PartSpec {
  /** How it is called in messages, such as `The Prefect server`. */
  name: string;
  command: string;
  args: string[];
  cwd: string;
  /** The whole environment; nothing is added but the mark. */
  env: NodeJS.ProcessEnv;
  /** Where its output goes; to the terminal when left out. */
  logFile?: string;
  /** Truthy as soon as the part that was launched then (epoch ms) does its work. */
  isReady(launchedAt: number): Promise<unknown>;
  /** How long it may take until it is ready, in milliseconds. */
  readyWithinMs: number;
  /** How long it may take to end after SIGTERM; default 10,000 ms. */
  stopWithinMs?: number;
  /** `children first` for a part that would kill its children when told to end. */
  stopOrder?: 'together' | 'children first';
}

/** All that may run, in the order in which they were started. */
const parts = new Set<Part>();

/** Stops every part of this process, the last one first. */
export async function stopAllParts(): Promise<void> {
  for (const part of [...parts].reverse()) await part.stop();
}

/**
 * A process that does real work for a test or the demo, with all processes that
 * it starts: ready when `start` returns, gone when `stop` returns, and gone too
 * when the process that started it dies.
 */
export class Part {
  readonly #spec: PartSpec;
  readonly #mark = `part-${randomUUID()}`;
  /** Settles when the part ends although nobody stopped it. */
  readonly crashed: Promise<PartError>;
  #reportCrash: (error: PartError) => void = () => undefined;
  #child: ChildProcess | undefined;
  #leaving = false;

  private constructor(spec: PartSpec) {
    this.#spec = spec;
    this.crashed = new Promise(resolve => {
      this.#reportCrash = resolve;
    });
  }

  /** Starts the part and waits until it is ready. Throws {@link PartError}. */
  static async start(spec: PartSpec): Promise<Part> {
    const part = new Part(spec);
    await part.#launch('w');
    return part;
  }

  /** The id of its main process, while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Asks every process of the part to end, and ends what does not listen. */
  async stop(): Promise<void> {
    const graceMs = this.#spec.stopWithinMs ?? 10_000;
    this.#leaving = true;
    if (this.#spec.stopOrder === 'children first') {
      await this.#endChildren(graceMs);
    }
    await this.#end('SIGTERM', graceMs);
  }

  /** Ends every process of the part at once, as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL', 0);
  }

  /** Stops the part when it runs, and starts it again as it was. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#launch('a');
  }

  logTail(lines?: number): string {
    const { logFile } = this.#spec;
    return logFile ? logTail(logFile, lines) : '';
  }

  async #launch(logMode: 'w' | 'a'): Promise<void> {
    const { name, readyWithinMs } = this.#spec;
    this.#leaving = false;
    guardMark(this.#mark);
    parts.add(this);
    const child = this.#spawn(logMode);
    this.#child = child;
    const ended = new Promise<string>(resolve => {
      child.once('error', error =>
        resolve(`could not start: ${error.message}`),
      );
      child.once('exit', (code, signal) =>
        resolve(`ended by itself (${signal ?? `exit code ${code}`})`),
      );
    });

    const decided = new AbortController();
    const launchedAt = Date.now();
    const ready = waitUntil(() => this.#spec.isReady(launchedAt), {
      deadlineMs: readyWithinMs,
      signal: decided.signal,
    }).then(isReady => {
      const seconds = Math.round(readyWithinMs / 1000);
      return isReady ? 'ready' : `was not ready within ${seconds} s`;
    });
    const verdict = await Promise.race([ended, ready]);
    decided.abort();
    if (verdict !== 'ready') {
      const tail = this.logTail();
      await this.kill();
      throw new PartError(name, verdict, tail);
    }
    void ended.then(how => {
      if (!this.#leaving && this.#child === child) {
        this.#reportCrash(new PartError(name, how, this.logTail()));
      }
    });
  }

  #spawn(logMode: 'w' | 'a'): ChildProcess {
    const { command, args, cwd, env, logFile } = this.#spec;
    const log = logFile ? openLog(logFile, logMode) : 'inherit';
    try {
      return spawn(command, args, {
        cwd,
        env: { ...env, [MARK_VARIABLE]: marksWith(this.#mark) },
        // A group of its own: Ctrl-C reaches us, and we stop parts in order.
        detached: true,
        stdio: ['ignore', log, log],
      });
    } finally {
      if (log !== 'inherit') closeSync(log);
    }
  }

  async #endChildren(graceMs: number): Promise<void> {
    const children = () =>
      ownedProcesses(this.#mark).filter(pid => pid !== this.pid);
    sendSignal(children(), 'SIGTERM');
    await waitUntil(async () => children().length === 0, {
      deadlineMs: graceMs,
    });
  }

  async #end(signal: NodeJS.Signals, graceMs: number): Promise<void> {
    this.#leaving = true;
    sendSignal(ownedProcesses(this.#mark), signal);
    const isGone = async () => ownedProcesses(this.#mark).length === 0;
    if (!(await waitUntil(isGone, { deadlineMs: graceMs }))) {
      sendSignal(ownedProcesses(this.#mark), 'SIGKILL');
      await waitUntil(isGone, { deadlineMs: 5000, everyMs: 20 });
    }
    await this.#reap();
    releaseMark(this.#mark);
    parts.delete(this);
  }

  /** Its exit must be seen, or a zombie would hold its id. */
  async #reap(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined) return;
    if (child.exitCode !== null || child.signalCode !== null) return;
    await once(child, 'exit');
  }
}

function openLog(file: string, mode: 'w' | 'a'): number {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, mode, 0o600);
}
