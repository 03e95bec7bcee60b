#!/bin/sh
# 离线安装坎儿井，或把它升级；不访问网络。Installs Karez, or upgrades it, from this folder alone: no network.
#   sh install.sh
# Debian 12, amd64, as root. What the machine has already, as new or newer, is left as it is.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ "$(id -u)" = 0 ] || { echo '请以 root 运行。Run it as root.' >&2; exit 77; }

# A stick may have lost bytes since it was written.
(cd "$here" && sha256sum --check --quiet SHA256SUMS) || {
  echo '文件有损坏，什么都没有安装：请重新拷贝。Files are damaged, nothing was installed: copy them again.' >&2
  exit 76
}

# This folder is the only source apt knows here. The link spares apt what the folder may be called.
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
chmod 755 "$temp"
ln -s "$here" "$temp/debs"
mkdir -p "$temp/lists/partial" "$temp/archives/partial"
echo "deb [trusted=yes] file:$temp/debs ./" >"$temp/sources.list"
offline() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq \
    -o Dir::Etc::SourceList="$temp/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$temp/lists" -o Dir::Cache::Archives="$temp/archives" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root \
    -o Dpkg::Use-Pty=0 "$@"
}
offline update
offline install --yes --no-install-recommends karez

karez --version
[ -e /var/lib/karez/.karez ] || cat <<'END'
下一步，新建节点并启动 Next, make the node and start it:
  runuser -u karez -- karez init /var/lib/karez --site NAME --name 名称
  systemctl start karez
END
