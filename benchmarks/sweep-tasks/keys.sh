# Needs: ssh-keygen openssl
ssh-keygen -q -t ed25519 -N '' -C comment -f key
ssh-keygen -l -f key.pub | sed 's/SHA256:[^ ]*/SHA256/'
ssh-keygen -y -f key | cmp - key.pub
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out pem
echo text > text
openssl dgst -sha256 text
openssl dgst -sha256 -sign pem -out signature text
openssl pkey -in pem -pubout -out public
openssl dgst -sha256 -verify public -signature signature text
openssl enc -aes-256-cbc -pbkdf2 -k secret -in text | openssl enc -d -aes-256-cbc -pbkdf2 -k secret
