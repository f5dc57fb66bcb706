// @ts-check

/** When a scheduled run is due, as the queries write it. */
const DUE = 'coalesce(next_scheduled_start, expected_start)';

/**
 * Indexes for the lists and for what is scheduled, which is little of all that is stored.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table.dropIndex(['sort_time', 'id']);
    // The order of lists, whole, so that none is sorted.
    table.index(['sort_time', 'id', 'instance']);
  });
  await knex.raw(
    `create index runs_due_index on runs (${DUE}, id)
      where state_type = 'SCHEDULED'`,
  );
  // All that a deployment's next run and lateness need, so that no run is looked up.
  await knex.raw(
    `create index runs_scheduled_index on runs (
      instance, deployment_id, next_scheduled_start, expected_start, start_time, state_name
    ) where state_type = 'SCHEDULED'`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index runs_scheduled_index');
  await knex.raw('drop index runs_due_index');
  await knex.schema.alterTable('runs', table => {
    table.dropIndex(['sort_time', 'id', 'instance']);
    table.index(['sort_time', 'id']);
  });
};
