	.file	"hotloop"
	.text
	.globl	hotloop_kernel_0
	.p2align	2
	.type	hotloop_kernel_0,@function
hotloop_kernel_0:
	stp	x29, x30, [sp, #-64]!
	ldp	x8, x9, [x0]
	fmov	v1.2d, #0.50000000
	lsl	x11, x1, #3
	str	x23, [sp, #16]
	mov	x29, sp
	stp	x22, x21, [sp, #32]
	mov	x21, x1
	ldr	x10, [x8]
	ldr	x9, [x9]
	ldr	x8, [x3, #16]
	stp	x20, x19, [sp, #48]
	mov	x19, x3
	mov	x20, x2
	add	x22, x9, x11
	add	x23, x10, x11
	subs	x8, x8, #1
	b.mi	.LBB0_3
.LBB0_1:
	add	x9, x21, #2
	cmp	x9, x20
	b.gt	.LBB0_5
	ldr	q0, [x23], #16
	mov	x21, x9
	fmul	v0.2d, v0.2d, v0.2d
	fadd	v0.2d, v0.2d, v1.2d
	str	q0, [x22], #16
	subs	x8, x8, #1
	b.pl	.LBB0_1
.LBB0_3:
	ldr	x8, [x19, #24]
	mov	x0, x19
	mov	x1, xzr
	mov	x2, xzr
	blr	x8
	fmov	v1.2d, #0.50000000
	cbnz	x0, .LBB0_5
	ldr	x8, [x19, #16]
	b	.LBB0_1
.LBB0_5:
	mov	x0, x21
	ldp	x20, x19, [sp, #48]
	ldp	x22, x21, [sp, #32]
	ldr	x23, [sp, #16]
	ldp	x29, x30, [sp], #64
	ret
.Lfunc_end0:
	.size	hotloop_kernel_0, .Lfunc_end0-hotloop_kernel_0

	.section	".note.GNU-stack","",@progbits
