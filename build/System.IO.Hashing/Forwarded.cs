using System.IO.Hashing;
using System.Runtime.CompilerServices;

// A reference that the compiler keeps: every program that uses this project then gets the real assembly and lists it.
[assembly: TypeForwardedTo(typeof(Crc64))]
