// @ts-check

/**
 * What is due, in its order. The type of state comes first although the index has only one:
 * SQLite takes two columns that a query narrows for better than the one of another index,
 * and so reads what is due in a time instead of all that is scheduled.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('drop index runs_due_index');
  await knex.raw(
    `create index runs_due_index
      on runs (state_type, coalesce(next_scheduled_start, expected_start), id)
      where state_type = 'SCHEDULED'`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index runs_due_index');
  await knex.raw(
    `create index runs_due_index
      on runs (coalesce(next_scheduled_start, expected_start), id)
      where state_type = 'SCHEDULED'`,
  );
};
