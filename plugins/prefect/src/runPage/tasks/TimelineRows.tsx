import type {
  RunDetail,
  TaskRun,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { useState } from 'react';
import { formatDuration, hasOwnName, lookOf } from '../../kit';
import { usePrefectPaths } from '../../routes';
import { prefectTranslationRef } from '../../translation';
import { barOf, type Span, type TaskGroup } from './groupTasks';
import styles from './Timeline.module.css';

/** Groups up to this size are open at first. */
const OPEN_UP_TO = 6;

type Props = { run: RunDetail; group: TaskGroup; span: Span };

/** One task's runs: a row for a single one, else a row to open. */
export function GroupRows({ run, group, span }: Props) {
  const { tasks } = group;
  const [isOpen, setOpen] = useState(tasks.length <= OPEN_UP_TO);
  if (tasks.length === 1) {
    return <TaskRow run={run} task={tasks[0]} span={span} />;
  }
  return (
    <>
      <li className={styles.row}>
        <button
          type="button"
          className={styles.group}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? (
            <RiArrowDownSLine size={16} aria-hidden />
          ) : (
            <RiArrowRightSLine size={16} aria-hidden />
          )}
          <GroupName group={group} />
        </button>
        <div className={styles.track}>
          {!isOpen &&
            tasks.map(task => <Bar key={task.id} task={task} span={span} />)}
        </div>
        <GroupCount group={group} />
      </li>
      {isOpen &&
        tasks.map(task => (
          <TaskRow key={task.id} run={run} task={task} span={span} isMember />
        ))}
    </>
  );
}

function GroupName({ group }: { group: TaskGroup }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <bdi>
      {t('runPage.tasks.group', {
        name: group.name,
        total: String(group.tasks.length),
      })}
    </bdi>
  );
}

function GroupCount({ group: { tasks, done, failed } }: { group: TaskGroup }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const key = failed > 0 ? 'groupFailed' : 'groupDone';
  return (
    <span className={styles.took}>
      {t(`runPage.tasks.${key}`, {
        done: String(done),
        total: String(tasks.length),
        failed: String(failed),
      })}
    </span>
  );
}

type TaskRowProps = {
  run: RunDetail;
  task: TaskRun;
  span: Span;
  isMember?: true;
};

function TaskRow({ run, task, span, isMember }: TaskRowProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { state, runCount, durationMs } = task;
  const { Icon, tone, text } = lookOf(state);
  const stateName = hasOwnName(state) ? state.name : t(`kit.state.${text}`);
  return (
    <li className={styles.row} data-member={isMember}>
      <span className={styles.name}>
        <Icon
          size={16}
          role="img"
          aria-label={stateName}
          data-tone={tone}
          className={styles.icon}
        />
        <TaskLink run={run} task={task} />
      </span>
      <div className={styles.track}>
        <Bar task={task} span={span} />
      </div>
      <span className={styles.took}>
        {durationMs !== null && task.start && formatDuration(durationMs)}
        {runCount > 1 &&
          `, ${t('runPage.tasks.attempt', { number: String(runCount) })}`}
      </span>
    </li>
  );
}

/** A task leads to its own log lines, a sub-flow to its own page. */
function TaskLink({ run, task }: Omit<TaskRowProps, 'span'>) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const { name, childRunId, id } = task;
  if (childRunId) {
    return (
      <Link
        href={paths.run({ instance: run.instance, id: childRunId })}
        aria-label={t('runPage.tasks.openSubflow', { name })}
      >
        <bdi>{name}</bdi>
      </Link>
    );
  }
  return (
    <Link
      variant="body-medium"
      href={`?${new URLSearchParams({ task: id })}#logs`}
      aria-label={t('runPage.tasks.logs', { name })}
    >
      <bdi>{name}</bdi>
    </Link>
  );
}

function Bar({ task, span }: { task: TaskRun; span: Span }) {
  const bar = barOf(task, span, span.to);
  if (!bar) return null;
  return (
    <span
      className={styles.bar}
      data-tone={lookOf(task.state).tone}
      style={{ insetInlineStart: `${bar.left}%`, width: `${bar.width}%` }}
    />
  );
}
