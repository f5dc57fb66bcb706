// @ts-check

/**
 * Tells apart what is counted of a deployment's runs now from what was before, so that what
 * was worked out of it is worked out again only when it is another.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployment_activity', table => {
    table
      .string('mark', 36)
      .notNullable()
      .defaultTo('')
      .comment('Another with each change of what is counted of its runs');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deployment_activity', table => {
    table.dropColumn('mark');
  });
};
