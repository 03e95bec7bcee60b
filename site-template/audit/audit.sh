#!/bin/sh
# 用签名事实重算一份排放清单 Recomputes an inventory from the signed facts beside it.
# sh audit.sh SHA256:… …    节点密钥指纹，取自纸上 the fingerprints of the nodes' keys, from paper
set -eu; cd "$(dirname "$0")"; LC_ALL=C; BC_LINE_LENGTH=0; export LC_ALL BC_LINE_LENGTH
no() { echo "不符 DIFFERS: $*" >&2; exit 1; }
[ $# -gt 0 ] || no "sh audit.sh SHA256:…"
echo "SEG2CSV  seg2csv.awk" | sha256sum --quiet -c || no seg2csv.awk
t=$(mktemp -d); trap 'rm -rf "$t"' EXIT; tab=$(printf '\t')
g() { git -C "$t/facts" -c gpg.format=ssh -c gpg.ssh.allowedSignersFile="$PWD/allowed_signers" "$@"; }
# 1 事实 The facts: whole, each commit signed by one of these keys, and the inventory among them.
git init -q --bare "$t/facts" && g fetch -q "$PWD/facts.bundle" '+refs/*:refs/facts/*' || no facts.bundle
g fsck --strict >"$t/fsck" 2>&1 || no "git fsck: $(cat "$t/fsck")"
tr '{' '\n' <inventory.json | sed -n 's/^"chain":"\([a-z0-9]*\)","commit":"\([0-9a-f]*\)".*/\1 \2/p' >"$t/pins"
read -r commit path <where.tsv
# shellcheck disable=SC2046
g rev-list $(cut -d' ' -f2 "$t/pins") "$commit" $(cut -f1 approval.tsv) >"$t/commits" || no pins
while read -r c; do
  key=$(g verify-commit "$c" 2>&1) || no "commit $c: $key"
  key=$(echo "$key" | grep -o 'SHA256:[A-Za-z0-9+/]*'); case " $* " in *" $key "*) ;; *) no "commit $c: $key" ;; esac
done <"$t/commits"
g show "$commit:$path" >"$t/signed" && cmp -s "$t/signed" inventory.json || no inventory.json
while IFS=$tab read -r c p who; do # 审批 Each act about it: signed by that person, about these very bytes.
  { g show "$c:$p" >"$t/act" && g show "$c:$p.sig" >"$t/sig" && grep -q "\"sha256\":\"$(sha256sum <inventory.json | cut -c1-64)\"" "$t/act" && ssh-keygen -Y verify -f allowed_people -I "$who" -n karez-act -s "$t/sig" <"$t/act" >/dev/null 2>&1; } || no "approval.tsv $who: $p"
done <approval.tsv; show() { g show "$(awk -v k="${1%%:*}" '$1 == k { print $2 }' "$t/pins"):${1#*:}"; }
# 2 清单里的数 What the inventory says: line, name, value; the line itself is =.
sed 's/{"category":/\n&/g; s/\],"missing":/\n&/; s/,"total":{/\n#&/' inventory.json | awk -v OFS='\t' '
  /^#/ { n = 0 } /^{"category":/ { n++ } !/^({"category"|#)/ { next }
  { s = $0; name = /^#/ ? "=" : ""; while (match(s, /"(name|value)":"([^"\\]|\\.)*"/)) {
    x = substr(s, RSTART, RLENGTH); s = substr(s, RSTART + RLENGTH); y = x; sub(/^"[a-z]*":"/, "", y); sub(/"$/, "", y)
    if (x ~ /^"name/) name = y; else { print n, name, y; name = "="; if (n == 0) exit } } }' >"$t/values"
# 3 读数与因子 Every reading and factor stands where it is said to stand.
cut -f12-13 terms.tsv | tr '\t' '\n' | sort -u | grep . >"$t/paths" || :
while read -r p; do
  show "$p" >"$t/seg" || no "$p"
  if grep -q '^kind correction$' "$t/seg"; then awk '!b { b = $0 == ""; next } { for (i = 4; $i ~ /^-/; i++); print $1 "," $3 "," substr($i, 2) ",!" $0 }' "$t/seg"
  else awk -f seg2csv.awk "$t/seg"; fi | sed "s|^|$p,|"
done <"$t/paths" >"$t/readings"
awk 'function num(x) { if (x ~ /\./) { sub(/0+$/, "", x); sub(/\.$/, "", x) } return x }
  function stands(path, time, value, flag) { r = seen[path, $11, time]; split(r, q, "\t")
    return r != "" && num(q[1]) == num(value) && (flag == "" || q[2] ~ flag) }
  FNR == NR { f = ""; for (i = 5; i <= NF; i++) f = f "," $i; seen[$1, $2, $3] = $4 "\t" f; next }
  ($5 != "" && !stands($12, $4, $5, "")) || ($3 != "fill" && !stands($13, $6, $7, $3 ~ /^(rollover|reset|swap)$/ ? $3 : "")) { print; bad = 1 }
  END { exit bad }' FS=, "$t/readings" FS='\t' terms.tsv >"$t/bad" || no "terms.tsv: $(head -1 "$t/bad")"
while IFS=$tab read -r line name value place; do
  show "$place" | sed 's/"old":\[[^]]*\]//g' | grep -oE '"(new|value)":"[-0-9.]*"' | awk -F'"' -v v="$value" '{ a = $4; b = v; if (a !~ /\./) a = a "."; if (b !~ /\./) b = b "."; sub(/0+$/, "", a); sub(/0+$/, "", b); if (a == b) ok = 1 } END { exit !ok }' || no "$line $name $value: $place"
done <entries.tsv
# 4 逐行重算 Sums, lines and the total, in exact decimals, rounded once and half to even.
{ printf '%s\n' 'scale=60' 'define a(y){if(y<0)return -y;return y}' 'define n(y,z){if(y<z)return y;return z}' 'define x(y,z){if(y>z)return y;return z}' \
    'define r(y,d){auto p,q,f,o; o=1; if(y<0){y=-y;o=-1}; p=10^d; y=y*p; scale=0; q=y/1; scale=60; f=y-q-.5; if(a(f)<10^-40){scale=0; if(q%2==1)q=q+1} else if(f>0)q=q+1; scale=d; q=o*q/p; scale=60; return q}'
  awk -F'\t' '{ s = $3 == "swap" ? "0" : $3 == "rise" ? "(" $7 "-(" $5 "))" : $3 == "rollover" ? "(" $7 "-(" $5 ")+" $9 ")" : $7; print "s[" $2 "]=s[" $2 "]+(" s ")*(" $8 ")*" $10 }' terms.tsv
  awk -F'\t' 'function places(v) { return v ~ /\./ ? length(v) - index(v, ".") : 0 }
    FNR == NR { value[$1, $2] = $3; next }
    $1 == "input" { v = value[$2, $3]; if ($6 == "point") { print "r(s[" $4 "]," places(v) ")"; print "\"\t" $2 " " $3 "\t" v "\n\"" }; print "v[" $4 "]=(" v ")*" $5 }
    $1 == "step" { print "v[" $4 "]=" $5 }
    $1 == "line" { v = value[$2, "="]; print "r(v[" $4 "]/" $5 "," places(v) ")"; print "\"\t" $2 " =\t" v "\n\""; print "z=z+(" $6 ")*v[" $4 "]/" $5 }
    END { v = value[0, "="]; print "r(z," places(v) ")"; print "\"\ttotal\t" v "\n\"" }' "$t/values" steps.tsv
} | tee "$t/program" | bc -q >"$t/results" 2>"$t/errors"; [ ! -s "$t/errors" ] || no "$(head -1 "$t/errors")"
awk -F'\t' 'function num(x) { sub(/^-\./, "-0.", x); sub(/^\./, "0.", x); if (x ~ /\./) { sub(/0+$/, "", x); sub(/\.$/, "", x) } return x }
  NF < 3 { last = last $0; next } { got = num(last $1); last = ""; n++; if (got != num($3) || $3 == "") { print $2 ": " got " ≠ " $3; bad = 1 } } END { if (!n) bad = 1; print n " 项相符 results agree"; exit bad }' "$t/results" >"$t/said" || no "$(head -1 "$t/said")"
tail -1 "$t/said"; echo "$(grep -c . approval.tsv || :) 个签名 signatures"
