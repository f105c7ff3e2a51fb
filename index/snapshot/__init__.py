"""The directory on disk: generations, the pointer to the one that serves, what each of them holds."""
