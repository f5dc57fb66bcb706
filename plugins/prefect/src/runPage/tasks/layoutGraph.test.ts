import fc from 'fast-check';
import { aTaskRun } from '../../testing';
import { layoutGraph, NODE } from './layoutGraph';

const task = (id: string, ...upstream: string[]) => aTaskRun({ id, upstream });

const place = (tasks: ReturnType<typeof task>[]) => {
  const { nodes, edges } = layoutGraph(tasks);
  const places = new Map(nodes.map(node => [node.task.id, node]));
  return { nodes, edges, at: (id: string) => places.get(id)! };
};

describe('layoutGraph', () => {
  it('puts tasks after those that they waited for', () => {
    const { at, edges } = place([
      task('load', 'clean'),
      task('clean', 'extract'),
      task('extract'),
    ]);

    expect(at('extract').x).toBeLessThan(at('clean').x);
    expect(at('clean').x).toBeLessThan(at('load').x);
    expect(edges).toHaveLength(2);
  });

  it('leaves out edges from what is not in the list, to itself, and twice', () => {
    const { edges } = place([task('a', 'gone', 'a'), task('b', 'a', 'a')]);

    expect(edges).toEqual([{ from: 'a', to: 'b' }]);
  });

  it('places every task once, none upon another, whatever waits for what', () => {
    const anyTasks = fc
      .array(fc.array(fc.nat({ max: 12 }), { maxLength: 3 }), { maxLength: 12 })
      .map(all =>
        all.map((upstream, index) => task(`${index}`, ...upstream.map(String))),
      );
    fc.assert(
      fc.property(anyTasks, tasks => {
        const { nodes } = place(tasks);
        expect(nodes.map(node => node.task)).toEqual(tasks);
        for (const one of nodes) {
          for (const other of nodes) {
            const overlaps =
              one !== other &&
              Math.abs(one.x - other.x) < NODE.width &&
              Math.abs(one.y - other.y) < NODE.height;
            expect(overlaps).toBe(false);
          }
        }
      }),
    );
  });
});
