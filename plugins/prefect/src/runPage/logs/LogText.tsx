import { memo } from 'react';
import { ansiSpans } from './ansi';
import styles from './LogView.module.css';

/** A message in its colours, with what was searched for marked. */
export const LogText = memo(function Text({
  message,
  search,
}: {
  message: string;
  search: string;
}) {
  return (
    <bdi>
      {ansiSpans(message).map(({ text, color, isBold }, index) => (
        <span
          // eslint-disable-next-line react/no-array-index-key -- pieces have no other name
          key={index}
          data-color={color}
          className={isBold ? styles.bold : undefined}
        >
          {marked(text, search)}
        </span>
      ))}
    </bdi>
  );
});

function marked(text: string, search: string) {
  if (search === '') return text;
  const wanted = search.toLocaleLowerCase();
  const found = text.toLocaleLowerCase();
  // In a few languages lower case is longer, and places would not be the same.
  if (found.length !== text.length) return text;
  const pieces = [];
  let from = 0;
  for (
    let at = found.indexOf(wanted);
    at >= 0;
    at = found.indexOf(wanted, from)
  ) {
    const to = at + wanted.length;
    pieces.push(text.slice(from, at));
    pieces.push(<mark key={at}>{text.slice(at, to)}</mark>);
    from = to;
  }
  return [...pieces, text.slice(from)];
}
