extension DocumentPlantMade {
  /// Makes headquarters, two nodes, their people and four documents; `$1` is the program.
  static let script = #"""
    set -e
    karez=$1
    k() { "$karez" "$@" > said 2>&1 || { cat said; exit 1; }; }
    k init hq --hq --name HQ
    k init p --site plant --name Plant --zone +08:00
    k init b --site plant-b --entity plant --name "Plant B" --zone +08:00
    k -C p record new department --set number=D1 --set name=Office
    for post in 'P1 ["admin","top-manager"]' 'P2 ["reviewer"]' 'P3 ["doc-controller"]'; do
      k -C p record new post --set number=${post%% *} --set name=Post --set department=D1 --set "roles=${post#* }"
    done
    n=0
    for who in zhang:P1 wang:P2 li:P2 liu:P2 sun:P2 wu:P2 chen:P3 chu:P3; do
      n=$((n+1)); id=${who%%:*}
      k -C p person add $id --number 000$n --name $id --department D1
      k -C p person key $id --rounds 16384
      k -C p person role $id --post ${who#*:} --from 2025-01-01
      if [ $n = 1 ]; then k -C p person vouch $id; else k -C p person vouch $id --as zhang; fi
    done
    echo 样稿 > first.md
    for document in "QM-01 manual --countersigner sun --approver wu" "QP-74 procedure --approver wu" \
      "WI-01 instruction --approver wu" "PO-01 policy"; do
      set -- $document; number=$1; kind=$2; shift 2
      k -C p document new $number --title 文件 --kind $kind --file first.md --reviewer li --reviewer liu --approver zhang "$@" --as wang
      k -C p document drop $number --reason 样稿 --as wang
      k -C p record new change-request --set kind=revise --set document=$number --set reason=improve --set content=改 --set urgency=normal --as wang
    done
    mkdir usb
    "$karez" -C hq site enrol plant > e1; k -C p join e1
    "$karez" -C hq site enrol plant-b --entity plant > e2; k -C b join e2
    for i in 1 2 3; do for n in p b hq; do k -C $n sync usb; done; done
    for n in p b; do k -C $n sync usb; done
    cp p/.karez/keys/people/*_ed25519* b/.karez/keys/people/
    mkdir kept; for n in p b hq; do cp -a $n kept/$n; done
    cat > signatures.sh <<'END'
    set -e
    count=0
    while read -r chain path who; do
      git -C p/.karez/stores/plant.git show "$chain:$path" > entry
      git -C p/.karez/stores/plant.git show "$chain:$path.sig" > sig
      ssh-keygen -Y verify -n karez-act -f p/.karez/keys/people/allowed_signers -I "$who" -s sig < entry > /dev/null
      count=$((count+1))
    done < acts
    echo $count
    END
    """#
}
