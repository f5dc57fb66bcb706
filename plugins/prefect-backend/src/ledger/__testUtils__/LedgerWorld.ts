import { mockServices } from '@backstage/backend-test-utils';
import {
  verifyLedger,
  type LedgerReport,
} from '@backstage-prefect/ledger-verify';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Knex } from 'knex';
import { ManualSchedule } from '../../__testUtils__/ManualSchedule';
import { DatabaseLedger } from '../DatabaseLedger';
import type { Act } from '../Ledger';
import type { LedgerSettings } from '../LedgerSettings';

const NOW = Date.parse('2026-11-24T12:00:00Z');
export const key = generateKeyPairSync('ed25519');
const pem = (of: KeyObject) =>
  of.export({ type: 'spki', format: 'pem' }) as string;
export const PUB = pem(key.publicKey);

export const start: Act = {
  principal: { kind: 'user', ref: 'user:default/mina' },
  action: 'run-start',
  resource: { instance: 'production', deployment: 'etl' },
  door: 'portal',
  decision: { allowed: true, policy: 'owners-run' },
  parameters: { region: 'eu', api_token: '••••••••' },
  sent: { region: 'eu', api_token: 'hunter2' },
};

/** A process on a database. */
export class LedgerWorld {
  nowMs = NOW;
  readonly time = new ManualSchedule();
  readonly logger = mockServices.logger.mock();
  readonly ledger: DatabaseLedger;

  constructor(
    readonly db: Knex,
    writer = 'aaaa',
    settings: Partial<LedgerSettings> = {},
  ) {
    this.ledger = new DatabaseLedger(
      {
        db,
        clock: () => this.nowMs,
        schedule: this.time.schedule,
        logger: this.logger,
        settings: {
          signingKeys: [key.privateKey],
          digestKey: 'a key of the digests, which is long enough',
          checkpointSeconds: 60,
          heartbeatSeconds: 300,
          anchorFile: undefined,
          retentionDays: 400,
          verifySeconds: 900,
          ...settings,
        },
      },
      { id: writer, host: 'a host 7' },
    );
  }

  async act(given: Act = start) {
    const id = await this.ledger.intent(given);
    await this.ledger.outcome(id, { status: 'succeeded' });
    return id;
  }

  async lines(): Promise<string[]> {
    const lines: string[] = [];
    for await (const line of this.ledger.export()) lines.push(line);
    return lines;
  }

  async verify(anchor?: string[]): Promise<LedgerReport> {
    return verifyLedger(await this.lines(), { keys: [PUB], anchor });
  }
}

export const found = ({ integrity, completeness, tail }: LedgerReport) =>
  [integrity, completeness, tail].flatMap(({ findings }) => findings);

export async function entries(db: Knex): Promise<any[]> {
  const rows = await db('ledger_entries').orderBy('position').select('entry');
  return rows.map(({ entry }) => JSON.parse(entry));
}
