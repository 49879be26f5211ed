// unlzma unpacks a .lzma file, as "xz --format=lzma" writes it. No browser has this format, and it is a third shorter than gzip. The names
// are those of the specification of LZMA where they are not plain. It pauses now and then, so that the page stays at hand.
async function unlzma(from) {
  const lc = from[0] % 9, lits = (1 << ((from[0] / 9 | 0) % 5)) - 1, places = (1 << (from[0] / 45 | 0)) - 1;
  // The range decoder. Its two numbers are of 32 bits without a sign.
  let at = 13, range = -1, code = 0;
  for (let i = 0; i < 5; i++) code = code << 8 | from[at++];
  const odds = (n) => new Uint16Array(n).fill(1024);
  const bit = (p, i) => {
    const bound = Math.imul(range >>> 11, p[i]);
    let b = 0;
    if (code >>> 0 < bound >>> 0) { range = bound; p[i] += 2048 - p[i] >> 5; }
    else { range -= bound; code -= bound; p[i] -= p[i] >> 5; b = 1; }
    if (range >>> 24 === 0) { range <<= 8; code = code << 8 | from[at++]; }
    return b;
  };
  const even = (n) => {
    let v = 0;
    for (; n > 0; n--) {
      range >>>= 1;
      const b = code >>> 0 >= range ? 1 : 0;
      if (b) code -= range;
      v = v << 1 | b;
      if (range >>> 24 === 0) { range <<= 8; code = code << 8 | from[at++]; }
    }
    return v;
  };
  const tree = (p, n, base) => { let m = 1; for (let i = 0; i < n; i++) m = m << 1 | bit(p, base + m); return m - (1 << n); };
  const reverse = (p, n, base) => { let m = 1, v = 0; for (let i = 0; i < n; i++) { const b = bit(p, base + m); m = m << 1 | b; v |= b << i; } return v; };
  const lengths = () => ({ choice: odds(2), low: odds(128), mid: odds(128), high: odds(256) });
  const length = (l, place) => !bit(l.choice, 0) ? 2 + tree(l.low, 3, place << 3) : !bit(l.choice, 1) ? 10 + tree(l.mid, 3, place << 3) : 18 + tree(l.high, 8, 0);
  const literal = odds(0x300 << lc + 4), isMatch = odds(192), isRep = odds(12), isRepG0 = odds(12), isRepG1 = odds(12), isRepG2 = odds(12), isRep0Long = odds(192);
  const slots = odds(256), special = odds(128), align = odds(16), matchLength = lengths(), repLength = lengths();
  let out = new Uint8Array(1 << 24), n = 0, state = 0, rep0 = 0, rep1 = 0, rep2 = 0, rep3 = 0;
  for (let pause = 1 << 20; ;) {
    if (at > from.length) throw new Error("the engine is cut off");
    if (n > pause) { pause += 1 << 20; await new Promise((done) => setTimeout(done, 0)); }
    if (n + 300 > out.length) { const more = new Uint8Array(2 * out.length); more.set(out); out = more; } // a match has 273 bytes at the most
    const place = n & places;
    if (!bit(isMatch, state << 4 | place)) {
      const base = 0x300 * (((n & lits) << lc) + (n ? out[n - 1] >> 8 - lc : 0));
      let m = 1;
      if (state >= 7) {
        for (let had = out[n - rep0 - 1], same = true; same && m < 256; had <<= 1) {
          const h = had >> 7 & 1, b = bit(literal, base + (1 + h << 8) + m);
          m = m << 1 | b;
          same = h === b;
        }
      }
      while (m < 256) m = m << 1 | bit(literal, base + m);
      out[n++] = m;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let len = 0;
    if (!bit(isRep, state)) {
      rep3 = rep2; rep2 = rep1; rep1 = rep0;
      len = length(matchLength, place);
      state = state < 7 ? 7 : 10;
      const slot = tree(slots, 6, Math.min(len - 2, 3) << 6), extra = (slot >> 1) - 1;
      rep0 = slot;
      if (slot >= 4) {
        rep0 = (2 | slot & 1) << extra;
        rep0 += slot < 14 ? reverse(special, extra, rep0 - slot) : (even(extra - 4) << 4) + reverse(align, 4, 0);
      }
      if (rep0 === -1) return out.subarray(0, n); // the mark of the end
    } else {
      if (!bit(isRepG0, state)) {
        if (!bit(isRep0Long, state << 4 | place)) len = 1;
      } else {
        let back = rep1;
        if (bit(isRepG1, state)) {
          back = rep2;
          if (bit(isRepG2, state)) { back = rep3; rep3 = rep2; }
          rep2 = rep1;
        }
        rep1 = rep0; rep0 = back;
      }
      if (len) state = state < 7 ? 9 : 11;
      else { len = length(repLength, place); state = state < 7 ? 8 : 11; }
    }
    for (; len > 0; len--, n++) out[n] = out[n - rep0 - 1];
  }
}
