import { Link } from 'react-router-dom';
import styles from './LinePlot.module.css';
import lineStyles from './lines.module.css';
import type { LineName } from './measures';

type Props = {
  name: string;
  href: string;
  tabIndex: 0 | -1;
  /** Where the lines pass, % from the top. */
  marks: readonly { readonly name: LineName; readonly top: number }[];
  onFocus(): void;
  /** It is pointed at or has the focus. */
  onShow(): void;
};

/** A point of a plot, which leads to its runs. */
export function PointLink({ name, href, tabIndex, marks, ...on }: Props) {
  const { onFocus, onShow } = on;
  return (
    <Link
      to={href}
      tabIndex={tabIndex}
      className={styles.point}
      aria-label={name}
      onMouseEnter={onShow}
      onFocus={() => {
        onFocus();
        onShow();
      }}
    >
      {marks.map(mark => (
        <span
          key={mark.name}
          className={lineStyles.mark}
          data-line={mark.name}
          style={{ top: `${mark.top}%` }}
        />
      ))}
    </Link>
  );
}
