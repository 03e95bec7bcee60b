print("karez")
