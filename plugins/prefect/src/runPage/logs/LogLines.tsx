import type {
  LogLine,
  RunDetail,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiArrowDownLine } from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import {
  type KeyboardEvent,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import { prefectApiRef, runTasksQuery } from '../../api';
import { EmptyState } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { isOver } from '../isOver';
import { downloadLines } from './downloadLines';
import { LiveNote } from './LiveNote';
import { filterLines, type LogFilter, nextError } from './LogFilter';
import { LogRow } from './LogRow';
import { LogToolbar } from './LogToolbar';
import styles from './LogView.module.css';
import { type LogScroll, useLogScroll } from './useLogScroll';

type Props = { run: RunDetail; lines: readonly LogLine[]; isLive: boolean };

/** Lines with their filters; only what is in sight is in the page. */
export function LogLines({ run, lines, isLive }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [filter, setFilter] = useState({ level: 0, text: '' });
  const [isWrapped, setWrapped] = useState(false);
  const task = useTask(run);
  const { shown, search } = useShown(lines, { ...filter, task: task.id });
  const box = useRef<HTMLDivElement>(null);
  const searchBox = useRef<HTMLDivElement>(null);
  const scroll = useLogScroll({
    box,
    lines: shown,
    wrap: isWrapped ? 'wrapped' : 'cut',
    // Late lines may still come to a log that is read from its start.
    begin: isOver(run.state) ? 'still' : 'following',
  });
  const at = useLinkedLine(shown, scroll);
  const onKeyDown = useKeys(shown, { scroll, at, searchBox });

  return (
    <>
      <LogToolbar
        filter={{ ...filter, task: task.id }}
        onFilter={({ level, text }) => setFilter({ level, text })}
        task={task.name}
        onAllTasks={task.clear}
        isFollowing={scroll.isFollowing}
        onFollow={follows => (follows ? scroll.follow() : scroll.unfollow())}
        isWrapped={isWrapped}
        onWrap={setWrapped}
        onDownload={which =>
          downloadLines(run.name, which === 'all' ? lines : shown)
        }
        searchRef={searchBox}
      />
      <div className={styles.frame}>
        {/* A log is scrolled, and answers to keys, without a mouse too. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <div
          ref={box}
          role="log"
          aria-live="off"
          aria-label={t('runPage.tab.logs')}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          className={styles.box}
          data-wrapped={isWrapped || undefined}
          onKeyDown={onKeyDown}
        >
          <Rows
            lines={shown}
            scroll={scroll}
            search={search}
            at={at.current}
            measure={isWrapped ? 'drawn' : 'counted'}
          />
        </div>
        {shown.length === 0 && (
          <div className={styles.nothing}>
            <EmptyState title={t('runPage.logs.noMatch')} />
          </div>
        )}
        {scroll.fresh > 0 && (
          <Button
            size="small"
            variant="primary"
            className={styles.fresh}
            iconEnd={<RiArrowDownLine aria-hidden />}
            onPress={scroll.follow}
          >
            {t('runPage.logs.fresh', { count: scroll.fresh })}
          </Button>
        )}
      </div>
      <Text
        as="p"
        variant="body-small"
        color="secondary"
        className={styles.foot}
      >
        {shown.length === lines.length
          ? t('runPage.logs.count', { count: lines.length })
          : t('runPage.logs.shown', {
              shown: String(shown.length),
              total: String(lines.length),
            })}
        {isLive && (
          <>
            {' · '}
            <LiveNote instance={run.instance} />
          </>
        )}
        {` · ${t('runPage.logs.keys')}`}
      </Text>
    </>
  );
}

/** Lines that pass the filter; typing goes before showing. */
function useShown(lines: readonly LogLine[], filter: LogFilter) {
  const { level, task } = filter;
  const search = useDeferredValue(filter.text);
  const shown = useMemo(
    () => filterLines(lines, { level, task, text: search }),
    [lines, level, task, search],
  );
  return { shown, search };
}

/** The task run that the URL names; the timeline links here with it. */
function useTask(run: RunDetail) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [search, setSearch] = useSearchParams();
  const id = search.get('task') ?? undefined;
  const { data } = useQuery({
    ...runTasksQuery(useApi(prefectApiRef), run),
    enabled: id !== undefined,
  });
  const known = data?.items.find(task => task.id === id);
  return {
    id,
    name: id && (known?.name ?? t('runPage.logs.oneTask')),
    clear: () => {
      search.delete('task');
      setSearch(search, { replace: true });
    },
  };
}

/** Goes once to the line, or the first error, that the hash names. */
function useLinkedLine(
  lines: readonly LogLine[],
  scroll: LogScroll,
): { current: number } {
  const { hash } = useLocation();
  const at = useRef(-1);
  const done = useRef('');
  useEffect(() => {
    if (!hash.startsWith('#logs-') || done.current === hash) return;
    const id = hash.slice('#logs-'.length);
    const index =
      id === 'error'
        ? nextError(lines, -1)
        : lines.findIndex(line => line.id === id);
    if (index < 0) return;
    done.current = hash;
    at.current = index;
    scroll.goTo(index);
  }, [hash, lines, scroll]);
  return at;
}

function useKeys(
  lines: readonly LogLine[],
  on: {
    scroll: LogScroll;
    at: { current: number };
    searchBox: { current: HTMLDivElement | null };
  },
) {
  const { scroll, at, searchBox } = on;
  const KEYS: Record<string, () => void> = {
    f: () => (scroll.isFollowing ? scroll.unfollow() : scroll.follow()),
    '/': () => searchBox.current?.querySelector('input')?.focus(),
    e: () => {
      const next = nextError(lines, at.current);
      if (next < 0) return;
      at.current = next;
      scroll.goTo(next);
    },
  };
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
}

type RowsProps = {
  lines: readonly LogLine[];
  scroll: LogScroll;
  search: string;
  /** The line that was gone to; -1 for none. */
  at: number;
  /** Heights are counted by line breaks, or taken from what is drawn where lines wrap. */
  measure: 'counted' | 'drawn';
};

function Rows({ lines, scroll: { rows }, search, at, measure }: RowsProps) {
  const width = useMemo(() => longestOf(lines), [lines]);
  return (
    <div
      className={styles.rows}
      style={{
        height: rows.getTotalSize(),
        ...(measure === 'counted' && { minWidth: `${width}ch` }),
      }}
    >
      {rows.getVirtualItems().map(({ key, index, start }) => (
        <LogRow
          key={key}
          ref={measure === 'drawn' ? rows.measureElement : undefined}
          data-index={index}
          data-linked={index === at || undefined}
          line={lines[index]}
          search={search}
          style={{ transform: `translateY(${start}px)` }}
        />
      ))}
    </div>
  );
}

/** Time and level before each message, characters. */
const PREFIX = 26;

/** Characters of the longest row. */
function longestOf(lines: readonly LogLine[]): number {
  let longest = 0;
  for (const { message } of lines) {
    if (message.length <= longest) continue;
    for (const row of message.split('\n')) {
      longest = Math.max(longest, row.length);
    }
  }
  return longest + PREFIX;
}
