import { graphlib, layout } from '@dagrejs/dagre';
import type { TaskRun } from '@backstage-prefect/backstage-plugin-prefect-common';

/** Size of a node, px. */
export const NODE = { width: 200, height: 44 } as const;

/** A task with its place, px from the top left corner. */
export type PlacedTask = {
  readonly task: TaskRun;
  readonly x: number;
  readonly y: number;
};

/** Which task waited for which. */
export type Edge = { readonly from: string; readonly to: string };

/** Places tasks from left to right, each after those that it waited for. */
export function layoutGraph(tasks: readonly TaskRun[]): {
  nodes: PlacedTask[];
  edges: Edge[];
} {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 16, ranksep: 48 });
  graph.setDefaultEdgeLabel(() => ({}));
  const ids = new Set(tasks.map(({ id }) => id));
  for (const id of ids) graph.setNode(id, { ...NODE });
  // What lies outside of a truncated list has no place to draw an edge from.
  const edges = tasks.flatMap(({ id, upstream }) =>
    [...new Set(upstream)]
      .filter(from => ids.has(from) && from !== id)
      .map(from => ({ from, to: id })),
  );
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  return {
    edges,
    nodes: tasks.map(task => {
      const { x, y } = graph.node(task.id);
      return { task, x: x - NODE.width / 2, y: y - NODE.height / 2 };
    }),
  };
}
