target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_entry(ptr noalias %frame, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6 = alloca i64
  %v7 = alloca i64
  %v8 = alloca i64
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12 = alloca i64
  %v13 = alloca i64
  %v14 = alloca i64
  %v15 = alloca i64
  %v16 = alloca i64
  %v17 = alloca i64
  %v18 = alloca i64
  %v19 = alloca i64
  %v20 = alloca i64
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca ptr
  %s2 = alloca ptr
  %captures43 = alloca [3 x i64]
  %s8 = alloca i64
  %s5 = alloca i64
  %s6 = alloca i64
  %s7 = alloca i64
  %t1 = getelementptr i64, ptr %frame, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %frame, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  %t19 = getelementptr i64, ptr %frame, i64 2
  %t20 = load ptr, ptr %t19
  store ptr %t20, ptr %v2
  %t21 = load ptr, ptr %v2
  %t22 = getelementptr i8, ptr %t21, i64 0
  %t23 = load ptr, ptr %t22
  store ptr %t23, ptr %v2.data
  %t24 = getelementptr i8, ptr %t21, i64 8
  %t25 = load i64, ptr %t24
  store i64 %t25, ptr %v2.len
  %t26 = getelementptr i8, ptr %t21, i64 16
  %t27 = load i64, ptr %t26
  store i64 %t27, ptr %v2.dim1
  %t28 = getelementptr i8, ptr %host, i64 16
  %t29 = load i64, ptr %t28
  store i64 %t29, ptr %countdown
  %t30 = load ptr, ptr %v0
  store ptr %t30, ptr %s0
  %t31 = load ptr, ptr %v1
  store ptr %t31, ptr %s1
  %t32 = load ptr, ptr %v2
  store ptr %t32, ptr %s2
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v5
  store i64 1, ptr %v6
  %t34 = load i64, ptr %v0.len
  %t35 = call i64 @llvm.smax.i64(i64 %t34, i64 0)
  store i64 %t35, ptr %v7
  store i64 0, ptr %v8
  store i64 0, ptr %v8
  br label %head1
head1:
  %t36 = load i64, ptr %v8
  %t37 = load i64, ptr %v0.len
  %t38 = call i64 @llvm.smax.i64(i64 %t37, i64 0)
  %t39 = load i64, ptr %v1.len
  %t40 = call i64 @llvm.smin.i64(i64 %t38, i64 %t39)
  %t41 = load i64, ptr %v2.len
  %t42 = call i64 @llvm.smin.i64(i64 %t40, i64 %t41)
  %t44 = sub i64 %t42, %t36
  %t45 = icmp sge i64 %t44, 4
  br i1 %t45, label %strips43, label %scalar43
strips43:
  %t46 = load ptr, ptr %v0
  %t47 = getelementptr i64, ptr %captures43, i64 0
  store ptr %t46, ptr %t47
  %t48 = load ptr, ptr %v1
  %t49 = getelementptr i64, ptr %captures43, i64 1
  store ptr %t48, ptr %t49
  %t50 = load ptr, ptr %v2
  %t51 = getelementptr i64, ptr %captures43, i64 2
  store ptr %t50, ptr %t51
  %t52 = getelementptr i8, ptr %host, i64 40
  %t53 = load ptr, ptr %t52
  %t54 = call i64 %t53(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures43, i64 %t36, i64 %t42, i64 %t42)
  store i64 %t54, ptr %v8
  %t55 = getelementptr i8, ptr %host, i64 16
  %t56 = load i64, ptr %t55
  store i64 %t56, ptr %countdown
  br label %scalar43
scalar43:
  %t57 = load ptr, ptr %v0
  store ptr %t57, ptr %s0
  %t58 = load ptr, ptr %v1
  store ptr %t58, ptr %s1
  %t59 = load ptr, ptr %v2
  store ptr %t59, ptr %s2
  %t60 = load i64, ptr %v8
  store i64 %t60, ptr %s8
  %t61 = load i64, ptr %v5
  store i64 %t61, ptr %s5
  %t62 = load i64, ptr %v6
  store i64 %t62, ptr %s6
  %t63 = load i64, ptr %v7
  store i64 %t63, ptr %s7
  store i64 1, ptr %exit_id
  ; undo flags
  %t66 = load i64, ptr %countdown
  %t67 = sub i64 %t66, 1
  store i64 %t67, ptr %countdown
  %t68 = icmp slt i64 %t67, 0
  br i1 %t68, label %poll65, label %go65, !prof !1
poll65:
  %t69 = getelementptr i8, ptr %host, i64 24
  %t70 = load ptr, ptr %t69
  %t71 = call i64 %t70(ptr %host)
  %t72 = getelementptr i8, ptr %host, i64 16
  %t73 = load i64, ptr %t72
  store i64 %t73, ptr %countdown
  %t74 = icmp ne i64 %t71, 0
  br i1 %t74, label %fail, label %go65, !prof !1
go65:
  %t75 = load i64, ptr %v8
  %t76 = load i64, ptr %v0.len
  %t77 = call i64 @llvm.smax.i64(i64 %t76, i64 0)
  %t78 = icmp slt i64 %t75, %t77
  br i1 %t78, label %body1, label %end1, !prof !0
body1:
  %t79 = load i64, ptr %v8
  %t80 = load ptr, ptr %v0.data
  %t81 = getelementptr i64, ptr %t80, i64 %t79
  %t82 = load i64, ptr %t81
  store i64 %t82, ptr %v12
  %t83 = load i64, ptr %v8
  %t84 = load i64, ptr %v1.len
  %t85 = icmp slt i64 %t83, %t84
  br i1 %t85, label %good86, label %fail, !prof !0
good86:
  %t87 = load i64, ptr %v8
  %t88 = load ptr, ptr %v1.data
  %t89 = getelementptr i64, ptr %t88, i64 %t87
  %t90 = load i64, ptr %t89
  store i64 %t90, ptr %v15
  %t91 = load i64, ptr %v12
  %t92 = load i64, ptr %v15
  %t93 = call {i64, i1} @llvm.sadd.with.overflow.i64(i64 %t91, i64 %t92)
  %t94 = extractvalue {i64, i1} %t93, 1
  %t95 = xor i1 %t94, true
  br i1 %t95, label %good96, label %fail, !prof !0
good96:
  %t97 = load i64, ptr %v8
  %t98 = load i64, ptr %v2.len
  %t99 = icmp slt i64 %t97, %t98
  br i1 %t99, label %good100, label %fail, !prof !0
good100:
  %t101 = load i64, ptr %v8
  %t102 = load ptr, ptr %v2.data
  %t103 = getelementptr i64, ptr %t102, i64 %t101
  %t104 = load i64, ptr %v12
  %t105 = load i64, ptr %v15
  %t106 = add i64 %t104, %t105
  store i64 %t106, ptr %t103
  br label %next1
next1:
  %t107 = load i64, ptr %v8
  %t108 = add nsw i64 %t107, 1
  store i64 %t108, ptr %v8
  br label %head1
end1:
  br label %end0
end0:
  %t109 = load ptr, ptr %v0
  store ptr %t109, ptr %s0
  %t110 = load ptr, ptr %v1
  store ptr %t110, ptr %s1
  %t111 = load ptr, ptr %v2
  store ptr %t111, ptr %s2
  store i64 2, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t113 = load i64, ptr %exit_id
  switch i64 %t113, label %nowhere [ i64 0, label %exit0 i64 1, label %exit1 i64 2, label %exit2 ]
nowhere:
  unreachable
exit0:
  %t114 = load ptr, ptr %s0
  %t115 = getelementptr i64, ptr %frame, i64 0
  store ptr %t114, ptr %t115
  %t116 = load ptr, ptr %s1
  %t117 = getelementptr i64, ptr %frame, i64 1
  store ptr %t116, ptr %t117
  %t118 = load ptr, ptr %s2
  %t119 = getelementptr i64, ptr %frame, i64 2
  store ptr %t118, ptr %t119
  ret i64 1
exit1:
  %t120 = load ptr, ptr %s0
  %t121 = getelementptr i64, ptr %frame, i64 0
  store ptr %t120, ptr %t121
  %t122 = load ptr, ptr %s1
  %t123 = getelementptr i64, ptr %frame, i64 1
  store ptr %t122, ptr %t123
  %t124 = load ptr, ptr %s2
  %t125 = getelementptr i64, ptr %frame, i64 2
  store ptr %t124, ptr %t125
  %t126 = load i64, ptr %s8
  %t127 = getelementptr i64, ptr %frame, i64 3
  store i64 %t126, ptr %t127
  %t128 = load i64, ptr %s5
  %t129 = getelementptr i64, ptr %frame, i64 4
  store i64 %t128, ptr %t129
  %t130 = load i64, ptr %s6
  %t131 = getelementptr i64, ptr %frame, i64 5
  store i64 %t130, ptr %t131
  %t132 = load i64, ptr %s7
  %t133 = getelementptr i64, ptr %frame, i64 6
  store i64 %t132, ptr %t133
  ret i64 2
exit2:
  %t134 = load ptr, ptr %s0
  %t135 = getelementptr i64, ptr %frame, i64 0
  store ptr %t134, ptr %t135
  %t136 = load ptr, ptr %s1
  %t137 = getelementptr i64, ptr %frame, i64 1
  store ptr %t136, ptr %t137
  %t138 = load ptr, ptr %s2
  %t139 = getelementptr i64, ptr %frame, i64 2
  store ptr %t138, ptr %t139
  ret i64 3
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="256" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <4 x i64>
  %v7.0 = alloca <4 x i64>
  %v8.0 = alloca <4 x i64>
  %v9.0 = alloca <4 x i64>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  %t19 = getelementptr i64, ptr %captures, i64 2
  %t20 = load ptr, ptr %t19
  store ptr %t20, ptr %v2
  %t21 = load ptr, ptr %v2
  %t22 = getelementptr i8, ptr %t21, i64 0
  %t23 = load ptr, ptr %t22
  store ptr %t23, ptr %v2.data
  %t24 = getelementptr i8, ptr %t21, i64 8
  %t25 = load i64, ptr %t24
  store i64 %t25, ptr %v2.len
  %t26 = getelementptr i8, ptr %t21, i64 16
  %t27 = load i64, ptr %t26
  store i64 %t27, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t28 = getelementptr i8, ptr %host, i64 16
  %t29 = load i64, ptr %t28
  store i64 %t29, ptr %countdown
  %t30 = load i64, ptr %v3
  store i64 %t30, ptr %v5
  br label %next0
next0:
  %t31 = load i64, ptr %v5
  store i64 %t31, ptr %s5
  store i64 3, ptr %exit_id
  ; undo flags
  %t34 = load i64, ptr %countdown
  %t35 = sub i64 %t34, 1
  store i64 %t35, ptr %countdown
  %t36 = icmp slt i64 %t35, 0
  br i1 %t36, label %poll33, label %go33, !prof !1
poll33:
  %t37 = getelementptr i8, ptr %host, i64 24
  %t38 = load ptr, ptr %t37
  %t39 = call i64 %t38(ptr %host)
  %t40 = getelementptr i8, ptr %host, i64 16
  %t41 = load i64, ptr %t40
  store i64 %t41, ptr %countdown
  %t42 = icmp ne i64 %t39, 0
  br i1 %t42, label %fail, label %go33, !prof !1
go33:
  %t43 = load i64, ptr %v5
  %t44 = add i64 %t43, 4
  %t45 = load i64, ptr %v4
  %t46 = icmp sgt i64 %t44, %t45
  br i1 %t46, label %then47, label %done47, !prof !1
then47:
  br label %end0
done47:
  %t48 = load i64, ptr %v5
  %t49 = add i64 %t48, 0
  %t50 = add i64 %t49, 0
  %t51 = load ptr, ptr %v1.data
  %t52 = getelementptr i64, ptr %t51, i64 %t50
  %t53 = load <4 x i64>, ptr %t52, align 8
  store <4 x i64> %t53, ptr %v6.0
  %t54 = load i64, ptr %v5
  %t55 = add i64 %t54, 0
  %t56 = add i64 %t55, 0
  %t57 = load ptr, ptr %v0.data
  %t58 = getelementptr i64, ptr %t57, i64 %t56
  %t59 = load <4 x i64>, ptr %t58, align 8
  store <4 x i64> %t59, ptr %v8.0
  %t60 = load <4 x i64>, ptr %v8.0
  %t61 = load <4 x i64>, ptr %v6.0
  %t62 = add <4 x i64> %t60, %t61
  %t63 = xor <4 x i64> %t62, %t60
  %t64 = xor <4 x i64> %t62, %t61
  %t65 = and <4 x i64> %t63, %t64
  %t66 = icmp slt <4 x i64> %t65, zeroinitializer
  %t67 = sext <4 x i1> %t66 to <4 x i64>
  %t68 = icmp slt <4 x i64> %t67, zeroinitializer
  %t69 = bitcast <4 x i1> %t68 to i4
  %t70 = icmp ne i4 %t69, 0
  %t71 = xor i1 %t70, true
  br i1 %t71, label %good72, label %fail, !prof !0
good72:
  %t73 = load <4 x i64>, ptr %v8.0
  %t74 = load <4 x i64>, ptr %v6.0
  %t75 = add <4 x i64> %t73, %t74
  %t76 = load i64, ptr %v5
  %t77 = add i64 %t76, 0
  %t78 = add i64 %t77, 0
  %t79 = load ptr, ptr %v2.data
  %t80 = getelementptr i64, ptr %t79, i64 %t78
  store <4 x i64> %t75, ptr %t80, align 8
  %t81 = load i64, ptr %v5
  %t82 = add i64 %t81, 4
  store i64 %t82, ptr %v5
  br label %next0
end0:
  %t83 = load i64, ptr %v5
  ret i64 %t83
fail:
  %t84 = load i64, ptr %exit_id
  switch i64 %t84, label %nowhere [ i64 3, label %exit3 ]
nowhere:
  unreachable
exit3:
  %t85 = load i64, ptr %s5
  ret i64 %t85
}

declare {i64, i1} @llvm.sadd.with.overflow.i64(i64, i64) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
