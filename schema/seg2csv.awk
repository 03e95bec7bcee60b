# Readings of a segment as point,time,value[,flag]:
#     git show <commit>:readings/<yyyy>/<mm>/<dd>-<seq>.seg | awk -f seg2csv.awk
# Any POSIX awk. Awk counts in 53-bit floats: exact up to 15 digits (gawk -M: any number).
function text(x, d, m,   s, z) {                        # a scaled integer with d decimals, zeros dropped down to m
  s = sprintf("%.0f", x < 0 ? -x : x); while (length(s) <= d) s = "0" s
  z = substr(s, length(s) - d + 1); s = substr(s, 1, length(s) - d)
  while (length(z) > m && z ~ /0$/) z = substr(z, 1, length(z) - 1)
  return (x < 0 ? "-" : "") s (z == "" ? "" : "." z)
}
function scaled(s, d,   p) {                            # the integer, or "" when s has more than d decimals
  p = index(s, "."); p = p ? length(s) - p : 0; if (p > d) return ""
  sub(/\./, "", s); while (p++ < d) s = s "0"; return s + 0
}
function days(y, m, d,   e) {
  m += 0; d += 0; if (m <= 2) { y--; m += 9 } else m -= 3
  e = int(y / 400); y -= e * 400
  return e * 146097 + y * 365 + int(y / 4) - int(y / 100) + int((153 * m + 2) / 5) + d - 1
}
function stamp(t,   z, e, n, y, j, p, m) {
  z = int(t / 86400); t -= z * 86400; e = int(z / 146097); n = z - e * 146097
  y = int((n - int(n / 1460) + int(n / 36524) - int(n / 146096)) / 365); j = n - (365 * y + int(y / 4) - int(y / 100))
  p = int((5 * j + 2) / 153); m = p < 10 ? p + 3 : p - 9
  return sprintf("%04d-%02d-%02dT%02d:%02d:%02d", y + e * 400 + (m <= 2), m, j - int((153 * p + 2) / 5) + 1, int(t / 3600), int(t / 60) % 60, t % 60)
}
!body { if ($0 == "") body = 1; next }
{
  n = split($3, q, "-"); m = q[1]; d = q[n]; zone = substr($4, 20)
  t = days(substr($4, 1, 4), substr($4, 6, 2), substr($4, 9, 2)) * 86400 + substr($4, 12, 2) * 3600 + substr($4, 15, 2) * 60 + substr($4, 18, 2)
  k = 1; at[k] = t; v[k] = $6; last = scaled($6, d) + 0; change = 0
  s = ""; for (i = 10; i <= NF && $i != "@" && $i != "!" && $7 != "!"; i++) s = s $i
  while (match(s, /^(\.|=|[-+][0-9]+|\([^)]*\))/)) {    # one number
    x = substr(s, 1, RLENGTH); s = substr(s, RLENGTH + 1); t += $5
    if (x == ".") continue
    k++; at[k] = t
    if (x ~ /^\(/) { v[k] = substr(x, 2, length(x) - 2); x = scaled(v[k], d); if (x == "") continue }
    else { x = $8 * ($9 + (x == "=" ? 0 : x)) + ($7 == "value" ? 0 : last) + ($7 == "trend" ? change : 0); v[k] = text(x, d, m) }
    change = x - last; last = x
  }
  if ($i == "@") {                                      # times of an irregular run
    s = $(i + 3); j = 1
    while (match(s, /^(=|[-+][0-9]+)/)) { x = substr(s, 1, RLENGTH); s = substr(s, RLENGTH + 1); at[j + 1] = at[j] + $(i + 1) * ($(i + 2) + (x == "=" ? 0 : x)); j++ }
    i += 4
  }
  if ($7 == "!") i = 7
  split("", flag); for (; $i == "!"; i += 3) { c = split($(i + 2), r, ","); for (j = 1; j <= c; j++) { n = split(r[j], w, "-"); for (x = w[1] + 0; x <= w[n] + 0; x++) flag[x] = flag[x] "," $(i + 1) } }
  for (j = 1; j <= k; j++) print $1 "," stamp(at[j]) zone "," v[j] flag[j]
}
