import type {
  RunDetail,
  TaskRun,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Switch, Text } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { prefectApiRef, runTasksQuery } from '../../api';
import { EmptyState, QueryState, useNow } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { isOver } from '../isOver';
import { groupTasks, isDone, type Span, spanOf } from './groupTasks';
import styles from './Timeline.module.css';
import { GroupRows } from './TimelineRows';

/** The run's tasks and sub-flows over time. */
export function Timeline({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const query = useQuery(runTasksQuery(useApi(prefectApiRef), run));
  return (
    <QueryState query={query} what={t('runPage.tasks.what')} height={240}>
      {({ items, truncated }) =>
        items.length === 0 ? (
          <EmptyState
            title={t('runPage.tasks.none')}
            description={t('runPage.tasks.noneDescription')}
          />
        ) : (
          <Chart run={run} tasks={items} isTruncated={truncated} />
        )
      }
    </QueryState>
  );
}

type ChartProps = {
  run: RunDetail;
  tasks: readonly TaskRun[];
  isTruncated: boolean;
};

function Chart({ run, tasks, isTruncated }: ChartProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [hidesDone, setHidesDone] = useState(false);
  const span = useSpan(tasks);
  const shown = hidesDone ? tasks.filter(task => !isDone(task)) : tasks;
  return (
    <Flex direction="column" gap="2">
      <Flex justify="between" gap="4">
        <Switch
          label={t('runPage.tasks.hideDone')}
          isSelected={hidesDone}
          onChange={setHidesDone}
        />
        {isTruncated && (
          <Text as="span" color="secondary">
            {t('runPage.tasks.truncated', { total: String(tasks.length) })}
          </Text>
        )}
      </Flex>
      {shown.length === 0 && <Text as="p">{t('runPage.tasks.allDone')}</Text>}
      <ul className={styles.rows} aria-label={t('runPage.tab.timeline')}>
        {groupTasks(shown).map(group => (
          <GroupRows key={group.name} run={run} group={group} span={span} />
        ))}
      </ul>
    </Flex>
  );
}

/** Grows by the second while something runs. */
function useSpan(tasks: readonly TaskRun[]): Span {
  const runs = tasks.some(({ state, start }) => start && !isOver(state));
  const nowMs = useNow(runs ? 1 : 60).getTime();
  return spanOf(tasks, nowMs);
}
