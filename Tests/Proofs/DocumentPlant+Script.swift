extension DocumentPlant {
  /// Makes headquarters, two nodes and their people; `$1` is the program.
  static let script = #"""
    set -e
    karez=$1
    k() { "$karez" "$@" > said 2>&1 || { cat said; exit 1; }; }
    k init hq --hq --name HQ
    k init p --site plant --name Plant --zone +08:00
    k init b --site plant-b --entity plant --name "Plant B" --zone +08:00
    k -C p record new department --set number=D1 --set name=Office
    for post in 'P1 ["admin"]' 'P2 ["reviewer"]' 'P3 ["doc-controller"]'; do
      k -C p record new post --set number=${post%% *} --set name=Post --set department=D1 --set "roles=${post#* }"
    done
    n=0
    for who in zhang:张伟:P1 wang:王芳:P2 li:李强:P2 chen:陈静:P3; do
      n=$((n+1)); id=${who%%:*}; rest=${who#*:}
      k -C p person add $id --number 000$n --name ${rest%%:*} --department D1
      k -C p person key $id --rounds 16384
      k -C p person role $id --post ${rest#*:} --from 2025-01-01
      if [ $n = 1 ]; then k -C p person vouch $id; else k -C p person vouch $id --as zhang; fi
    done
    k -C p document new QM-01 --title 手册 --kind procedure --file make.sh --reviewer li --approver zhang --as wang
    k -C p document drop QM-01 --reason 样稿 --as wang
    k -C p record new change-request --set kind=revise --set document=QM-01 --set reason=improve --set content=改 --set urgency=normal --as wang
    mkdir usb
    "$karez" -C hq site enrol plant > e1; k -C p join e1
    "$karez" -C hq site enrol plant-b --entity plant > e2; k -C b join e2
    for i in 1 2 3; do for n in p b hq; do k -C $n sync usb; done; done
    for n in p b; do k -C $n sync usb; done
    cp p/.karez/keys/people/*_ed25519* b/.karez/keys/people/
    mkdir kept; for n in p b hq; do cp -a $n kept/$n; done
    cat > signatures.sh <<'END'
    set -e
    cd p/.karez/stores/plant.git
    count=0
    for chain in $(git for-each-ref --format='%(refname:short)' refs/heads); do
      for sig in $(git ls-tree -r --name-only $chain records/document-revision | grep 'sig$' || true); do
        who=$(git show $chain:${sig%.sig} | grep -o '"by":"[a-z]*"' | cut -d'"' -f4)
        git show $chain:$sig > ../../../../sig
        git show $chain:${sig%.sig} | ssh-keygen -Y verify -n karez-act -f ../../keys/people/allowed_signers -I $who -s ../../../../sig > /dev/null
        count=$((count+1))
      done
    done
    echo $count
    END
    """#
}
