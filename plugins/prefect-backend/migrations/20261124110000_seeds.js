// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('seeds', table => {
    table.comment(
      'How far the first reading of an instance has come; no row when it is over or has not begun',
    );
    table.string('instance', 63).primary().comment('Id of the instance');
    table
      .string('newest', 27)
      .notNullable()
      .comment("Prefect's own time when the last run ended that was read");
    table
      .string('reached', 27)
      .notNullable()
      .comment('What ended between then and newest is stored');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('seeds');
};
