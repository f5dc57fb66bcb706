// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('bound_deployments', table => {
    table.comment(
      'Deployments whose place in the catalog is known; one that is not here is shown to nobody',
    );
    table.string('instance', 63).notNullable().comment('Id of the instance');
    table.string('deployment_id', 36).notNullable().comment('The deployment');
    table
      .text('source_location')
      .comment(
        'backstage.io/source-location of the first trusted entity, without url:',
      );
    table.primary(['instance', 'deployment_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('bound_deployments');
};
