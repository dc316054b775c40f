/** A picture in linear light at most `longest` pixels along its longer edge, each pixel the mean of those it stands for. */
export function shrinkLight(
  light: Float32Array,
  width: number,
  height: number,
  longest: number,
): { readonly light: Float32Array; readonly width: number; readonly height: number } {
  const scale = Math.max(1, Math.max(width, height) / longest);
  const w = Math.max(1, Math.round(width / scale));
  const h = Math.max(1, Math.round(height / scale));
  const small = new Float32Array(w * h * 3);
  for (let row = 0; row < h; row += 1) {
    const top = Math.floor((row * height) / h);
    const low = Math.max(top + 1, Math.floor(((row + 1) * height) / h));
    for (let column = 0; column < w; column += 1) {
      const left = Math.floor((column * width) / w);
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / w));
      const share = 1 / ((low - top) * (right - left));
      const to = (row * w + column) * 3;
      for (let y = top; y < low; y += 1) {
        for (let x = left; x < right; x += 1) {
          const from = (y * width + x) * 3;
          for (let c = 0; c < 3; c += 1) small[to + c] = (small[to + c] ?? 0) + (light[from + c] ?? 0) * share;
        }
      }
    }
  }
  return { light: small, width: w, height: h };
}
