// @ts-check

/**
 * What charts and lists need of many runs, counted as runs change. The counts of runs that
 * are stored already would be missing, so the mirror is emptied and reads all of Prefect's
 * runs again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('run_slots', table => {
    table.comment(
      'Runs by quarter of an hour and type of state, without sub-flows and without runs that are not traced',
    );
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table
      .integer('slot')
      .notNullable()
      .comment('Quarters of an hour from 1970 to sort_time');
    table.string('state_type', 16).notNullable().comment('RUNNING, …');
    table.integer('runs').notNullable().comment('How many');
    table.primary(['instance', 'slot', 'state_type']);
  });

  await knex.schema.createTable('run_days', table => {
    table.comment('Runs of a deployment on a day (UTC, by sort_time)');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table
      .string('deployment_id', 36)
      .notNullable()
      .comment('The deployment; empty for runs that belong to none');
    table.string('day', 10).notNullable().comment('2026-11-24');
    table.integer('completed').notNullable().comment('Runs that completed');
    table.integer('failed').notNullable().comment('Runs that failed');
    table.integer('crashed').notNullable().comment('Runs that crashed');
    table
      .integer('cancelled')
      .notNullable()
      .comment('Runs that were cancelled');
    table
      .text('durations')
      .notNullable()
      .comment(
        'JSON list value, count, value, count, …: run_time_ms of those that completed, within half a percent',
      );
    table
      .text('lateness')
      .notNullable()
      .comment('The same of lateness_ms, where there is any');
    table
      .text('hours')
      .notNullable()
      .comment(
        'JSON list by hour: [hour, runs by state type, those of them that lists leave out, durations, lateness]',
      );
    table.primary(['instance', 'deployment_id', 'day']);
  });

  await knex.schema.createTable('deployment_activity', table => {
    table.comment('What the runs of a deployment say about it');
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table
      .string('deployment_id', 36)
      .notNullable()
      .comment('The deployment; empty for runs that belong to none');
    table.integer('runs').notNullable().comment('Runs that are stored');
    table
      .integer('listed')
      .notNullable()
      .comment(
        'Those that are neither sub-flows nor scheduled, and are traced',
      );
    table
      .string('last_finished_id', 36)
      .comment(
        'Last run that completed, failed or crashed, by sort_time and id',
      );
    table.string('last_finished_at', 27).comment('Its sort_time');
    table.string('last_finished_state', 16).comment('Its type of state');
    table.primary(['instance', 'deployment_id']);
  });

  await knex('run_tags').delete();
  await knex('runs').delete();
  await knex('instance_state').update({
    seeded_at: null,
    as_of: null,
    seen_until: null,
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of ['deployment_activity', 'run_days', 'run_slots']) {
    await knex.schema.dropTable(table);
  }
};
