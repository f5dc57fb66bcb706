import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ensurePython,
  startOidcProvider,
  stopAllParts,
  type Oidc,
  type PartError,
  type Prefect,
  type PrefectAccess,
} from '../../packages/real-parts/src/index.ts';
import { buildApp } from './buildApp.ts';
import { checkMachine } from './checkMachine.ts';
import type { DemoInstance, StartedInstance } from './DemoInstance.ts';
import type { DemoOptions, PrefectChoice } from './DemoOptions.ts';
import {
  demoRecordOf,
  removeDemoRecord,
  writeDemoRecord,
  type DemoRecord,
} from './DemoRecord.ts';
import {
  OIDC_CLIENT_ID,
  portalEnv,
  portalUrlOf,
  type PortalPlace,
} from './portalEnv.ts';
import { readSecrets } from './readSecrets.ts';
import { readUsers } from './readUsers.ts';
import {
  deployExamples,
  reachOwnPrefect,
  startDemoPrefect,
  startDemoWorker,
} from './startDemoPrefect.ts';

type Ports = Extract<PrefectChoice, { kind: 'started' }>;

/** One thing that is done on the way to a running demo. */
export interface DemoStep {
  title: string;
  /** Answers a word on how it went, to be shown after the title. */
  run(): Promise<string | void>;
}

/**
 * The parts of the demo and the order in which they are started. The portal
 * itself is started by a step of the caller: built for `start`, with hot reload
 * for `dev`.
 */
export class Demo {
  readonly options: DemoOptions;
  /** Settles when a part ends although nobody stopped it. */
  readonly crashed: Promise<PartError>;
  readonly #pidFile: string;
  #reportCrash: (error: PartError) => void = () => undefined;
  #holdsPidFile = false;
  #instances: DemoInstance[] = [];
  #oidc: Oidc | undefined;

  constructor(options: DemoOptions) {
    this.options = options;
    this.#pidFile = join(options.dataDir, 'demo.pid');
    this.crashed = new Promise(resolve => {
      this.#reportCrash = resolve;
    });
  }

  /** Everything but the portal, in order. */
  steps(): DemoStep[] {
    const { prefect } = this.options;
    return [
      { title: 'Look at the machine', run: () => this.#begin() },
      ...(prefect.kind === 'own'
        ? [{ title: 'Reach Prefect', run: () => this.#useOwn(prefect) }]
        : this.#prefectSteps(prefect)),
      { title: 'Start the identity provider', run: () => this.#startOidc() },
    ];
  }

  /** Builds the frontend, which only `start` serves. */
  buildStep(): DemoStep {
    return {
      title: 'Build the frontend',
      run: async () => {
        const settings = portalEnv(this.place());
        return inWords(await buildApp(this.options.root, settings));
      },
    };
  }

  /** What a portal needs to know; complete when `steps` have run. */
  place(): PortalPlace {
    if (this.#instances.length === 0) {
      throw new Error('Prefect has not been started.');
    }
    const { options } = this;
    const secrets = readSecrets(options.dataDir);
    return { options, secrets, instances: this.#instances };
  }

  /** Watches a part, so that its crash is the demo's. */
  watch(part: { crashed: Promise<PartError> }): void {
    void part.crashed.then(this.#reportCrash);
  }

  /** Writes `demo.json` when everything runs, and answers its content. */
  record(): DemoRecord {
    const record = demoRecordOf(this.place(), readUsers(this.options.root));
    writeDemoRecord(this.options.dataDir, record);
    return record;
  }

  /** Stops all parts, the last one first. */
  async stop(): Promise<void> {
    if (this.#holdsPidFile) removeDemoRecord(this.options.dataDir);
    await stopAllParts();
    await this.#oidc?.stop();
    if (this.#holdsPidFile) rmSync(this.#pidFile, { force: true });
  }

  async #begin(): Promise<void> {
    await checkMachine(this.options);
    mkdirSync(this.options.dataDir, { recursive: true, mode: 0o700 });
    // Left there by a demo that was killed.
    removeDemoRecord(this.options.dataDir);
    writeFileSync(this.#pidFile, String(process.pid));
    this.#holdsPidFile = true;
  }

  async #useOwn(own: PrefectAccess): Promise<void> {
    await reachOwnPrefect(own);
    this.#instances = [
      { id: 'production', environment: 'production', prefect: own },
    ];
  }

  /** Each step is done for both servers at once, so that two take hardly longer than one. */
  #prefectSteps(ports: Ports): DemoStep[] {
    const { root, dataDir } = this.options;
    let servers: (readonly [StartedInstance, Prefect])[] = [];
    return [
      {
        title: 'Prepare Python',
        run: async () => void (await ensurePython()),
      },
      {
        title: 'Start Prefect, for production and for dev',
        run: async () => {
          servers = await Promise.all(
            this.#startedInstances(ports).map(async instance => {
              const prefect = await startDemoPrefect(instance, dataDir);
              this.watch(prefect);
              return [instance, prefect] as const;
            }),
          );
          this.#instances = servers.map(([{ id, environment }, prefect]) => ({
            id,
            environment,
            prefect,
          }));
        },
      },
      {
        title: 'Deploy the example flows',
        run: async () => {
          const outcomes = await Promise.all(
            servers.map(([instance, prefect]) =>
              deployExamples(root, prefect, instance),
            ),
          );
          return inWords(outcomes.includes('done') ? 'done' : 'fresh');
        },
      },
      {
        title: 'Start a worker for each',
        run: async () => {
          await Promise.all(
            servers.map(async ([, prefect]) =>
              this.watch(await startDemoWorker(root, prefect)),
            ),
          );
        },
      },
    ];
  }

  #startedInstances({ port, devPort }: Ports): StartedInstance[] {
    const secrets = readSecrets(this.options.dataDir);
    return [
      {
        id: 'production',
        environment: 'production',
        port,
        authString: secrets.prefectAuth,
        directory: 'prefect',
        projectFile: 'prefect.yaml',
      },
      {
        id: 'dev',
        environment: 'development',
        port: devPort,
        authString: secrets.prefectDevAuth,
        directory: 'prefect-dev',
        projectFile: 'prefect.dev.yaml',
      },
    ];
  }

  async #startOidc(): Promise<void> {
    const { secrets, options } = this.place();
    this.#oidc = await startOidcProvider({
      port: options.oidcPort,
      users: readUsers(options.root),
      clients: [
        {
          id: OIDC_CLIENT_ID,
          secret: secrets.oidcClientSecret,
          redirectUris: [`${portalUrlOf(options)}/api/auth/oidc/handler/frame`],
        },
      ],
    });
  }
}

const inWords = (outcome: 'done' | 'fresh') =>
  outcome === 'fresh' ? 'unchanged' : undefined;
