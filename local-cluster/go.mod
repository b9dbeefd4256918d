module yunzhi.dev/local-cluster

go 1.26.0
