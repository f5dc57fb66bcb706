import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Flex,
  Menu,
  MenuItem,
  MenuTrigger,
  SearchField,
  Select,
  Switch,
} from '@backstage/ui';
import { RiCloseLine, RiDownloadLine } from '@remixicon/react';
import type { RefObject } from 'react';
import { prefectTranslationRef } from '../../translation';
import type { LogFilter } from './LogFilter';
import styles from './LogView.module.css';

const LEVELS = { all: 0, info: 20, warning: 30, error: 40 } as const;
type LevelName = keyof typeof LEVELS;
const LEVEL_NAMES = Object.keys(LEVELS) as LevelName[];

type Props = {
  filter: LogFilter;
  onFilter(filter: LogFilter): void;
  /** Name of the task whose lines alone are shown. */
  task: string | undefined;
  onAllTasks(): void;
  isFollowing: boolean;
  onFollow(isFollowing: boolean): void;
  isWrapped: boolean;
  onWrap(isWrapped: boolean): void;
  onDownload(which: 'shown' | 'all'): void;
  searchRef: RefObject<HTMLDivElement>;
};

/** What is shown of a log, and how. */
export function LogToolbar(props: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { filter, onFilter, task } = props;
  const level = LEVEL_NAMES.find(name => LEVELS[name] === filter.level);
  return (
    <Flex gap="3" align="center" className={styles.toolbar}>
      <Select
        className={styles.level}
        aria-label={t('runPage.logs.level')}
        size="small"
        options={LEVEL_NAMES.map(name => ({
          value: name,
          label: t(`runPage.logs.levels.${name}`),
        }))}
        value={level ?? 'all'}
        onChange={name =>
          onFilter({ ...filter, level: LEVELS[name as LevelName] })
        }
      />
      <SearchField
        ref={props.searchRef}
        size="small"
        className={styles.search}
        aria-label={t('runPage.logs.search')}
        placeholder={t('runPage.logs.search')}
        value={filter.text}
        onChange={text => onFilter({ ...filter, text })}
      />
      {task && (
        <Button
          size="small"
          variant="secondary"
          iconEnd={<RiCloseLine aria-hidden />}
          aria-label={t('runPage.logs.allTasks')}
          onPress={props.onAllTasks}
        >
          {t('runPage.logs.task', { name: task })}
        </Button>
      )}
      <Switch
        label={t('runPage.logs.follow')}
        isSelected={props.isFollowing}
        onChange={props.onFollow}
      />
      <Switch
        label={t('runPage.logs.wrap')}
        isSelected={props.isWrapped}
        onChange={props.onWrap}
      />
      <MenuTrigger>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiDownloadLine aria-hidden />}
        >
          {t('runPage.logs.download')}
        </Button>
        <Menu>
          <MenuItem onAction={() => props.onDownload('shown')}>
            {t('runPage.logs.downloadShown')}
          </MenuItem>
          <MenuItem onAction={() => props.onDownload('all')}>
            {t('runPage.logs.downloadAll')}
          </MenuItem>
        </Menu>
      </MenuTrigger>
    </Flex>
  );
}
