"""The reference decision in other engines that Python can call: data in, answer out."""
