/** Something runs, and nobody knows how much of it is left. */
export function RunningBar() {
  return (
    <span aria-hidden="true" className="block h-1 overflow-hidden rounded-full bg-line">
      <span className="block h-full w-full origin-left animate-breathe rounded-full bg-action" />
    </span>
  );
}
