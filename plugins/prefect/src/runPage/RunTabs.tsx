import type { RunDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { prefectApiRef, runArtifactsQuery } from '../api';
import { prefectTranslationRef } from '../translation';
import { Artifacts } from './artifacts/Artifacts';
import { isOver } from './isOver';
import { LogView } from './logs/LogView';
import { Parameters } from './Parameters';
import styles from './RunTabs.module.css';
import { Timeline } from './tasks/Timeline';

const Graph = lazy(() =>
  import('./tasks/Graph').then(m => ({ default: m.Graph })),
);

const TABS = ['timeline', 'graph', 'logs', 'artifacts', 'parameters'] as const;
type TabName = (typeof TABS)[number];

/** What is known of the run; the tab is in the URL's hash. */
export function RunTabs({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [tab, setTab] = useTab(run);
  return (
    <Tabs selectedKey={tab} onSelectionChange={key => setTab(key as TabName)}>
      <TabList aria-label={t('runPage.tab.label')} className={styles.tabs}>
        {TABS.map(name => (
          <Tab key={name} id={name}>
            {name === 'artifacts' ? (
              <ArtifactsLabel run={run} />
            ) : (
              t(`runPage.tab.${name}`)
            )}
          </Tab>
        ))}
      </TabList>
      {TABS.map(name => (
        <TabPanel key={name} id={name}>
          <Flex direction="column" gap="3" style={{ paddingTop: 12 }}>
            <Suspense fallback={<Skeleton height={320} width="100%" />}>
              <Content name={name} run={run} />
            </Suspense>
          </Flex>
        </TabPanel>
      ))}
    </Tabs>
  );
}

function Content({ name, run }: { name: TabName; run: RunDetail }) {
  switch (name) {
    case 'timeline':
      return <Timeline run={run} />;
    case 'graph':
      return <Graph run={run} />;
    case 'logs':
      return <LogView run={run} />;
    case 'artifacts':
      return <Artifacts run={run} />;
    case 'parameters':
      return <Parameters parameters={run.parameters} />;
    default:
      return name satisfies never;
  }
}

function ArtifactsLabel({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { data } = useQuery(runArtifactsQuery(useApi(prefectApiRef), run));
  const count = data?.items.length ?? 0;
  return (
    <>
      {count > 0
        ? t('runPage.tab.artifactsCount', { total: String(count) })
        : t('runPage.tab.artifacts')}
    </>
  );
}

/** The tab of the hash; else logs of what had failed on arrival, or the timeline. */
function useTab(run: RunDetail): [TabName, (tab: TabName) => void] {
  const { hash, search } = useLocation();
  const navigate = useNavigate();
  const [first] = useState<TabName>(() =>
    isOver(run.state) && run.cause ? 'logs' : 'timeline',
  );
  const [name] = hash.slice(1).split('-');
  const tab = TABS.find(known => known === name) ?? first;
  return [
    tab,
    next => {
      if (next !== tab) navigate({ hash: next, search }, { replace: true });
    },
  ];
}
