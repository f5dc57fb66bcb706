// @ts-check

/**
 * People read the ledger: by person and by deployment, and on whose behalf something was
 * done. And what the last verification of the whole chain found, one for all processes.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('ledger_entries', table => {
    table
      .string('behalf', 255)
      .comment('Reference of the party on whose behalf it was done');
    // Only what has a person or a deployment, which outcomes have not: the less is written
    // to other pages with each entry, the less waits for the disk.
    table.index(['person', 'position'], 'ledger_entries_person', {
      predicate: knex.whereNotNull('person'),
    });
    table.index(
      ['instance', 'deployment', 'position'],
      'ledger_entries_deployment',
      { predicate: knex.whereNotNull('deployment') },
    );
    table.index(['behalf', 'position'], 'ledger_entries_behalf', {
      predicate: knex.whereNotNull('behalf'),
    });
  });
  // Entries from before this column have nobody there: no door acted on behalf of others.

  await knex.schema.createTable('ledger_checks', table => {
    table.comment(
      'Verification of the whole ledger; moments by the database clock',
    );
    table.string('name', 32).primary().comment('Which one: chain');
    table.string('claimed_by', 64).comment('Process that verifies now');
    table.bigInteger('claimed_at').comment('Its last sign of life, ms');
    table.bigInteger('checked_at').comment('When the last one ended, ms');
    table.text('result').comment('What the last one found, JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ledger_checks');
  await knex.schema.alterTable('ledger_entries', table => {
    table.dropIndex([], 'ledger_entries_behalf');
    table.dropIndex([], 'ledger_entries_deployment');
    table.dropIndex([], 'ledger_entries_person');
  });
  // Knex would make the whole table anew on SQLite.
  await knex.raw('alter table ledger_entries drop column behalf');
};
