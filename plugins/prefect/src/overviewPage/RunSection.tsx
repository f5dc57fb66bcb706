import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import { Flex, Link, Text } from '@backstage/ui';
import { type ReactNode, useId } from 'react';
import { EnvironmentBadge } from '../kit';
import { usePrefectPaths } from '../routes';
import styles from './RunSection.module.css';

type Props = {
  title: string;
  /** How many there are, in words. */
  count: string;
  /** Says that there is none. */
  none: string;
  /** All of them. */
  href: string;
  /** The first of them. */
  runs: readonly Run[];
  /** What matters of each here. */
  children(run: Run): ReactNode;
};

/** Runs in short: how many, and the first of them. */
export function RunSection({
  title,
  count,
  none,
  href,
  runs,
  children,
}: Props) {
  const paths = usePrefectPaths();
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <Flex align="baseline" gap="3">
        <Text as="h3" id={id} variant="title-x-small" style={{ margin: 0 }}>
          {title}
        </Text>
        {runs.length > 0 ? (
          <Link href={href}>{count}</Link>
        ) : (
          <Text color="secondary">{none}</Text>
        )}
      </Flex>
      {runs.length > 0 && (
        <ul className={styles.list} aria-labelledby={id}>
          {runs.map(run => (
            <li key={`${run.instance}:${run.id}`} className={styles.run}>
              <Link href={paths.run(run)}>
                <bdi>{run.deployment?.title ?? run.flowName}</bdi>
              </Link>
              <EnvironmentBadge environment={run.environment} />
              {children(run)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
