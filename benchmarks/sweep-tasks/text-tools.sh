# Needs: awk sed sort grep xargs find
seq 1 3000 | awk '{ s += $1; printf "%d %.2f\n", $1, sqrt($1) } END { print s > "/dev/stderr" }' | sort -k2,2 -r -n | sed -n '1,3p;$p'
seq 1 500 | xargs -n 7 -P 2 echo | sort | cksum
printf 'z\na\n\344\n' | sort | od -c
grep -c '^1' /proc/self/status || echo "status $?"
cat missing || echo "status $?"
yes | head -n 3
env -i /bin/sh -c 'echo clean'
sleep 0.1 & wait
(trap 'echo trapped' TERM; kill -TERM $$ 2> /dev/null; :) || true
date -u -d @0
printf '%q %5.2f %s\n' 'a b' 3.14159 text
timeout 0.2 sleep 5 || echo "status $?"
bash -c 'exec 3> f; echo three >&3; exec 3>&-; cat f; cat <(echo substitution); coproc cat; echo to >&${COPROC[1]}; read x <&${COPROC[0]}; echo $x; ulimit -n'
