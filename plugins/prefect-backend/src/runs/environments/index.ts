/**
 * The same deployments on several instances, side by side: what each has, and where they
 * differ. Instances are environments; what has the same name is the same deployment.
 */
export {
  compareEnvironments,
  type CompareEnvironments,
  type ComparedPage,
} from './compareEnvironments';
