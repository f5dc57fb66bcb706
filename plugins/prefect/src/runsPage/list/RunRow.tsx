import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import { Link } from '@backstage/ui';
import {
  EnvironmentBadge,
  Owners,
  RunDuration,
  StateBadge,
  Time,
} from '../../kit';
import { usePrefectPaths } from '../../routes';
import { causeOf } from './causeOf';
import styles from './RunRow.module.css';
import { StartedBy } from './StartedBy';
import { keyOf } from './steadyRuns';

/** A run in a line; its deployment leads, because names of runs are random words. */
export function RunRow({ run }: { run: Run }) {
  const start = run.start ?? run.expectedStart;
  return (
    <tr data-row={keyOf(run)}>
      <td>
        <StateBadge state={run.state} />
      </td>
      <td className={styles.name}>
        <Name run={run} />
      </td>
      <td>
        <EnvironmentBadge environment={run.environment} />
      </td>
      <td>
        <Owners owners={run.owners} />
      </td>
      <td>
        <StartedBy starter={run.startedBy} />
      </td>
      <td>{start ? <Time value={start} /> : '–'}</td>
      <td className={styles.number}>
        <RunDuration run={run} />
      </td>
    </tr>
  );
}

function Name({ run }: { run: Run }) {
  const paths = usePrefectPaths();
  const cause = causeOf(run.state);
  return (
    <>
      <Link href={paths.run(run)} className={styles.link}>
        <bdi>{run.deployment?.title ?? run.flowName}</bdi>{' '}
        <bdi className={styles.run}>{run.name}</bdi>
      </Link>
      {cause && (
        <div className={styles.cause} title={cause} dir="auto">
          {cause}
        </div>
      )}
    </>
  );
}
