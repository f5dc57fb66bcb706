import type {
  RunDetail,
  TaskRun,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import {
  Background,
  Controls,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useMemo, useState } from 'react';
import { Link } from 'react-router-dom';
import { prefectApiRef, runTasksQuery } from '../../api';
import { EmptyState, lookOf, QueryState } from '../../kit';
import { usePrefectPaths } from '../../routes';
import { prefectTranslationRef } from '../../translation';
import styles from './Graph.module.css';
import { layoutGraph, NODE } from './layoutGraph';

/** More tasks are drawn only when somebody asks for it. */
const MOST = 500;

/** Which task waited for which. */
export function Graph({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const query = useQuery(runTasksQuery(useApi(prefectApiRef), run));
  const [isWanted, setWanted] = useState(false);
  return (
    <QueryState query={query} what={t('runPage.tasks.what')} height={480}>
      {({ items }) => {
        if (items.length === 0) {
          return (
            <EmptyState
              title={t('runPage.tasks.none')}
              description={t('runPage.tasks.noneDescription')}
            />
          );
        }
        return items.length > MOST && !isWanted ? (
          <Flex direction="column" align="start" gap="2">
            <Text as="p">
              {t('runPage.tasks.many', { total: String(items.length) })}
            </Text>
            <Button variant="secondary" onPress={() => setWanted(true)}>
              {t('runPage.tasks.draw', { total: String(items.length) })}
            </Button>
          </Flex>
        ) : (
          <Drawing instance={run.instance} tasks={items} />
        );
      }}
    </QueryState>
  );
}

type TaskNode = Node<{ instance: string; task: TaskRun }, 'task'>;

function TaskBox({ data: { instance, task } }: NodeProps<TaskNode>) {
  const paths = usePrefectPaths();
  const { Icon, tone } = lookOf(task.state);
  const to = task.childRunId
    ? paths.run({ instance, id: task.childRunId })
    : `?${new URLSearchParams({ task: task.id })}#logs`;
  return (
    <div className={styles.node} data-tone={tone}>
      <Handle type="target" position={Position.Left} />
      <Icon size={16} aria-hidden />
      <Link
        to={to}
        title={`${task.name}: ${task.state.name}`}
        className="nodrag"
      >
        <bdi>{task.name}</bdi>
      </Link>
      <Handle type="source" position={Position.Right} />
    </div>
  );
}

const NODE_TYPES = { task: TaskBox };

function Drawing({
  instance,
  tasks,
}: {
  instance: string;
  tasks: readonly TaskRun[];
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { nodes, edges } = useMemo(() => {
    const graph = layoutGraph(tasks);
    return {
      nodes: graph.nodes.map(
        ({ task, x, y }): TaskNode => ({
          id: task.id,
          type: 'task',
          position: { x, y },
          data: { instance, task },
          ...NODE,
        }),
      ),
      edges: graph.edges.map(({ from, to }) => ({
        id: `${from}-${to}`,
        source: from,
        target: to,
        focusable: false,
        markerEnd: { type: MarkerType.ArrowClosed },
      })),
    };
  }, [instance, tasks]);
  return (
    <div className={styles.canvas}>
      <ReactFlow
        aria-label={t('runPage.tasks.graph')}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        minZoom={0.05}
        fitView
        fitViewOptions={{ maxZoom: 1 }}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
