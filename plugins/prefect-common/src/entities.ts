/**
 * Of the catalog entity that describes a deployment: `<instance>:<Prefect's id>`. The
 * entity's Prefect page shows that deployment. It binds nothing and gives no rights.
 * @public
 */
export const ANNOTATION_DEPLOYMENT_ID = 'prefect.io/deployment-id';

/**
 * `spec.type` of the Resource that describes a deployment. An entity of this type never
 * binds a deployment, whatever its annotations say.
 * @public
 */
export const ENTITY_TYPE_DEPLOYMENT = 'prefect-deployment';

/**
 * `spec.type` of the Resource that describes a work pool.
 * @public
 */
export const ENTITY_TYPE_WORK_POOL = 'prefect-work-pool';
