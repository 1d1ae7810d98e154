# Clones a local repository twice, over the two transports that need no network, and commits in one of the clones.
# Needs: git
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
export GIT_AUTHOR_DATE='2026-01-01T00:00:00Z' GIT_COMMITTER_DATE='2026-01-01T00:00:00Z'
git init -q -b main origin
i=0
while [ $i -lt 200 ]; do
    echo "line $i" > origin/file$i
    i=$((i + 1))
done
git -C origin add .
git -C origin commit -q -m first
git clone -q origin local
git clone -q "file://$PWD/origin" remote
echo more >> remote/file7
git -C remote commit -q -a -m second
git -C remote push -q origin HEAD:refs/heads/other
git -C origin log --oneline --stat other
git -C origin gc -q
git -C origin fsck --no-progress
git -C local status --short
