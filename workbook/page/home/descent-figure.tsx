import { useRef, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import { descend, optimizers, type Point } from './descent.ts';

const width = 18;
const height = 7.6;
/** Values of f at the drawn contour lines. */
const levels = [0.05, 0.25, 0.6, 1.15, 1.9, 2.9, 4.2, 5.8, 7.8, 10.2, 13];
const beginning: Point = { x: -7, y: 2 };
const limits = { x: 8.4, y: 3.4 };

const clamp = (value: number, limit: number) => Math.min(limit, Math.max(-limit, value));
const within = ({ x, y }: Point): Point => ({ x: clamp(x, limits.x), y: clamp(y, limits.y) });
const line = (path: readonly Point[]) => path.map(({ x, y }) => `${x.toFixed(3)},${(-y).toFixed(3)}`).join(' ');

const arrows: Record<string, Point> = {
  ArrowLeft: { x: -0.4, y: 0 },
  ArrowRight: { x: 0.4, y: 0 },
  ArrowUp: { x: 0, y: 0.2 },
  ArrowDown: { x: 0, y: -0.2 },
};

/** The first lesson in one picture, to play with: four optimizers descend from wherever the learner puts the start. */
export function DescentFigure() {
  const [start, setStart] = useState(beginning);
  const [touched, setTouched] = useState(false);
  const drawing = useRef<SVGSVGElement>(null);

  const moveTo = (point: Point) => {
    setTouched(true);
    setStart(within(point));
  };
  const moveToPointer = (event: PointerEvent) => {
    const matrix = drawing.current!.getScreenCTM();
    if (!matrix) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    moveTo({ x: at.x, y: -at.y });
  };
  return (
    <figure class="descent">
      <svg
        ref={drawing}
        viewBox={`${-width / 2} ${-height / 2} ${width} ${height}`}
        onPointerDown={(event) => {
          (event.currentTarget as Element).setPointerCapture(event.pointerId);
          moveToPointer(event);
        }}
        onPointerMove={(event) => {
          if ((event.currentTarget as Element).hasPointerCapture(event.pointerId)) moveToPointer(event);
        }}
      >
        <g class="descent-contours" aria-hidden="true">
          {levels.map((level) => (
            <ellipse key={level} rx={Math.sqrt(20 * level)} ry={Math.sqrt(level)} />
          ))}
        </g>
        <g class={touched ? 'descent-paths' : 'descent-paths is-first'} aria-hidden="true">
          {optimizers.map((optimizer, index) => (
            <polyline
              key={optimizer}
              pathLength={1}
              points={line(descend(optimizer, start))}
              style={{ stroke: `var(--series-${index + 1})` }}
            />
          ))}
        </g>
        <g
          class="descent-start"
          role="slider"
          tabIndex={0}
          aria-label={t('descent.start')}
          aria-valuemin={-limits.x}
          aria-valuemax={limits.x}
          aria-valuenow={start.x}
          aria-valuetext={t('descent.position', { x: start.x.toFixed(1), y: start.y.toFixed(1) })}
          onKeyDown={(event) => {
            const by = arrows[event.key];
            if (!by) return;
            event.preventDefault();
            moveTo({ x: start.x + by.x, y: start.y + by.y });
          }}
        >
          <circle class="reach" cx={start.x} cy={-start.y} r={0.85} />
          <circle cx={start.x} cy={-start.y} r={0.2} />
        </g>
      </svg>
      <figcaption>
        <ul class="descent-legend">
          {optimizers.map((optimizer, index) => (
            <li key={optimizer}>
              <i style={{ background: `var(--series-${index + 1})` }} />
              {optimizer}
            </li>
          ))}
        </ul>
        <p>{t('descent.caption')}</p>
      </figcaption>
    </figure>
  );
}
