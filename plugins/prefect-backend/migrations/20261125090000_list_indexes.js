// @ts-check

/**
 * Indexes for what reads a stretch of a table in its order, and not some rows by their key.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('run_days', table => {
    // The last days of all deployments, whatever the number of days that are kept.
    table.index(['instance', 'day']);
  });
  await knex.schema.alterTable('deployments', table => {
    // The pages of the feed, so that no page sorts all deployments of its instance.
    table.index(['instance', 'title', 'id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.dropIndex(['instance', 'title', 'id']);
  });
  await knex.schema.alterTable('run_days', table => {
    table.dropIndex(['instance', 'day']);
  });
};
