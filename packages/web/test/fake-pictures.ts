/** Pictures for the fake API: a sun over ridges, as SVG, the same for the same seed. */

function chance(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function fakePicture(seed: number, width: number, height: number): string {
  const roll = chance(seed);
  const hue = Math.floor(roll() * 360);
  const sunX = width * (0.2 + roll() * 0.6);
  const sunY = height * (0.22 + roll() * 0.25);
  const ridges = [0.58, 0.68, 0.78, 0.88].map((base, layer) => {
    const points = Array.from({ length: 25 }, (_, i) => {
      const wave = Math.sin(i * (0.5 + roll() * 0.1) + layer * 2 + hue) * 0.03 + roll() * 0.03;
      return `${((i / 24) * width).toFixed(0)} ${((base - wave) * height).toFixed(0)}`;
    });
    return `<path d="M0 ${height} L${points.join(' ')} L${width} ${height}Z" fill="hsl(${hue + 10} 32% ${34 - layer * 8}%)"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="hsl(${hue + 30} 45% 14%)"/><stop offset=".7" stop-color="hsl(${hue} 42% 48%)"/></linearGradient><radialGradient id="g"><stop stop-color="#fff3d6" stop-opacity=".8"/><stop offset="1" stop-color="#fff3d6" stop-opacity="0"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#s)"/><circle cx="${sunX}" cy="${sunY}" r="${height * 0.25}" fill="url(#g)"/><circle cx="${sunX}" cy="${sunY}" r="${height * 0.08}" fill="#fff3d6"/>${ridges.join('')}</svg>`;
}
