import type { Knex } from 'knex';
import type { InstanceId } from '../instances';
import { databaseNow, type Key } from '../mirror';
import { transact } from '../transact';
import type { Binding, EntityRef, Ownership } from './Bindings';
import { boundTables, type BoundTable, type Row } from './boundTables';
import type { BoundDeployment, MirroredDeployment } from './resolveBindings';

/** Rows in one statement; well below the bind variables that SQLite and Postgres take. */
const CHUNK = 200;

/** What bindings were worked out from. */
export type Basis = {
  /** As {@link BindingsStore.readDeployments} answered. */
  readonly deployments: readonly MirroredDeployment[];
  /** When the catalog was asked, by the clock of {@link BindingsStore.now}. */
  readonly catalogReadAt: number;
};

/**
 * What came of it: `outdated` when another replica has read the catalog later, or when the
 * deployments are others by now, so that nothing was written.
 */
export type Replaced = 'changed' | 'same' | 'outdated';

/** Keeps whose every deployment is, beside the mirror's tables. */
export class BindingsStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** The database's clock, which all replicas share. */
  now(): Promise<number> {
    return databaseNow(this.#db);
  }

  /** The deployments that the mirror holds now. */
  async readDeployments(db: Knex = this.#db): Promise<MirroredDeployment[]> {
    const rows = await db<DeploymentRow>('deployments')
      .select('instance', 'id', 'flow_name', 'title', 'tags')
      .orderBy(['instance', 'id']);
    return rows.map(row => ({
      instance: row.instance,
      id: row.id,
      flow: row.flow_name,
      title: row.title,
      tags: JSON.parse(row.tags),
    }));
  }

  /**
   * Makes the tables say this, touching only the rows that differ, in one transaction.
   * Replicas take turns, and none puts something back that another has replaced with what
   * it learned later.
   *
   * A deployment that is gone keeps its rows while runs of it are there: they stay as
   * visible as it was, to the same people.
   */
  async replace(
    bound: readonly BoundDeployment[],
    basis: Basis,
  ): Promise<Replaced> {
    return transact(this.#db, async tx => {
      if (!(await this.#takeTurn(tx, basis))) return 'outdated';
      const present = new Set(bound.map(({ key }) => keyOf(key)));
      const kept = await readGone(tx, present);
      let replaced: Replaced = 'same';
      for (const table of boundTables) {
        const wanted = bound.flatMap(table.rowsOf);
        const differs = await replaceRows(tx, table, { wanted, kept });
        if (differs) replaced = 'changed';
      }
      return replaced;
    });
  }

  /** Waits for other replicas; false when what this one knows is older than what is there. */
  async #takeTurn(tx: Knex.Transaction, basis: Basis): Promise<boolean> {
    const { catalogReadAt, deployments } = basis;
    const settled: { catalog_read_at: number | string } | undefined = await tx(
      'settled_bindings',
    )
      .forUpdate()
      .first('catalog_read_at');
    const readAt = Number(settled?.catalog_read_at ?? 0);
    // What was read in the future was read before the clock was set back.
    const isOlder = catalogReadAt < readAt && readAt <= (await databaseNow(tx));
    const now = await this.readDeployments(tx);
    if (isOlder || JSON.stringify(now) !== JSON.stringify(deployments)) {
      return false;
    }
    await tx('settled_bindings').update({ catalog_read_at: catalogReadAt });
    return true;
  }

  /** By position; what is not known belongs to nobody. */
  async ownershipOf(deployments: readonly Key[]): Promise<Ownership[]> {
    const ids = [...new Set(deployments.map(({ id }) => id))];
    const [bindings, owners, sensitivity, sources] = await Promise.all([
      this.#readAbout<BindingRow>('deployment_bindings', ids),
      this.#readAbout<OwnerRow>('deployment_owners', ids),
      this.#readAbout<Row>('deployment_sensitivity', ids),
      this.#readAbout<SourceRow>('bound_deployments', ids),
    ]);
    return deployments.map(key => ({
      bindings: (bindings.get(keyOf(key)) ?? []).map(toBinding).sort(byTrust),
      owners: (owners.get(keyOf(key)) ?? []).map(row => row.owner_ref).sort(),
      sensitivity: sensitivity.has(keyOf(key)) ? 'restricted' : 'normal',
      sourceLocation:
        sources.get(keyOf(key))?.[0]?.source_location ?? undefined,
    }));
  }

  async #readAbout<TRow extends Row>(
    table: string,
    ids: readonly string[],
  ): Promise<Map<string, TRow[]>> {
    const groups = new Map<string, TRow[]>();
    for (let from = 0; from < ids.length; from += CHUNK) {
      const rows: TRow[] = await this.#db(table)
        .select('*')
        .whereIn('deployment_id', ids.slice(from, from + CHUNK));
      for (const row of rows) {
        const key = keyOf({ instance: row.instance, id: row.deployment_id });
        groups.set(key, [...(groups.get(key) ?? []), row]);
      }
    }
    return groups;
  }
}

type DeploymentRow = {
  instance: InstanceId;
  id: string;
  flow_name: string;
  title: string;
  tags: string;
};
type BindingRow = Row & {
  entity_ref: EntityRef;
  entity_title: string;
  source: Binding['source'];
  /** SQLite has no booleans. */
  trusted: boolean | number;
};
type OwnerRow = Row & { owner_ref: EntityRef };
type SourceRow = Row & { source_location: string | null };

function toBinding(row: BindingRow): Binding {
  return {
    entity: row.entity_ref,
    title: row.entity_title,
    source: row.source,
    trusted: Boolean(row.trusted),
  };
}

function byTrust(a: Binding, b: Binding): number {
  return (
    Number(b.trusted) - Number(a.trusted) || (a.entity < b.entity ? -1 : 1)
  );
}

function keyOf({ instance, id }: { instance: string; id: string }): string {
  return `${instance}:${id}`;
}

/** Keys of the deployments that are gone but for their runs. */
async function readGone(
  tx: Knex.Transaction,
  present: ReadonlySet<string>,
): Promise<Set<string>> {
  const known: Row[] = await tx('bound_deployments').select(
    'instance',
    'deployment_id',
  );
  const gone = known
    .filter(row => !present.has(keyOfRow(row)))
    .map(row => row.deployment_id);
  const withRuns = new Set<string>();
  for (let from = 0; from < gone.length; from += CHUNK) {
    const rows: Row[] = await tx('runs')
      .distinct('instance', { deployment_id: 'governing_deployment_id' })
      .whereIn('governing_deployment_id', gone.slice(from, from + CHUNK));
    rows.forEach(row => withRuns.add(keyOfRow(row)));
  }
  return new Set([...withRuns].filter(key => !present.has(key)));
}

function keyOfRow(row: Row): string {
  return keyOf({ instance: row.instance, id: row.deployment_id });
}

async function replaceRows(
  tx: Knex.Transaction,
  table: BoundTable,
  { wanted, kept }: { wanted: readonly Row[]; kept: ReadonlySet<string> },
): Promise<boolean> {
  const found: Row[] = await tx(table.name).select('*');
  const textOf = (row: Row) =>
    JSON.stringify(table.columns.map(column => toComparable(row[column])));
  const wantedTexts = new Set(wanted.map(textOf));
  const foundTexts = new Set(found.map(textOf));
  const outdated = found.filter(
    row => !wantedTexts.has(textOf(row)) && !kept.has(keyOfRow(row)),
  );
  const missing = wanted.filter(row => !foundTexts.has(textOf(row)));
  await deleteRows(tx, table, outdated);
  await insertRows(tx, table, missing);
  return outdated.length + missing.length > 0;
}

async function deleteRows(
  tx: Knex.Transaction,
  table: BoundTable,
  rows: readonly Row[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    const keys = rows
      .slice(from, from + CHUNK)
      .map(row => table.key.map(column => row[column] as string));
    await tx(table.name)
      .whereIn([...table.key], keys)
      .delete();
  }
}

/** Another replica may have written the same row a moment ago. */
async function insertRows(
  tx: Knex.Transaction,
  table: BoundTable,
  rows: readonly Row[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await tx(table.name)
      .insert(rows.slice(from, from + CHUNK))
      .onConflict([...table.key])
      .merge();
  }
}

/** One form for what SQLite and Postgres give back differently. */
function toComparable(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value ?? null;
}
